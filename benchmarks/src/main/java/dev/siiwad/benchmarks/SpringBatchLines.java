package dev.siiwad.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.support.MapJobRegistry;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.launch.support.JobOperatorFactoryBean;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.repository.support.JdbcJobRepositoryFactoryBean;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.batch.infrastructure.item.file.FlatFileItemWriter;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemWriterBuilder;
import org.springframework.batch.infrastructure.item.file.transform.PassThroughLineAggregator;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Copies the lines of a file to another with Spring Batch 6 as its reference says: a chunk-oriented step with the flat-file reader and writer, and a job
 * repository in H2 on the disk; a job that was killed is recovered and restarted. H2 and the writer keep their defaults, which force less to the disk than
 * Siiwad does.
 *
 * <p>Usage: {@code SpringBatchLines <file> <directory> <lines in a chunk> [die at this line]}. Prints how many lines were read.
 */
public final class SpringBatchLines {
    private static final String JOB = "lines";

    private final Path input;
    private final Path directory;
    private final int chunk;
    private final ReadLines read;

    private SpringBatchLines(Path input, Path directory, int chunk, ReadLines read) {
        this.input = input;
        this.directory = directory;
        this.chunk = chunk;
        this.read = read;
    }

    public static void main(String[] args) throws Exception {
        ReadLines read = new ReadLines(args.length > 3 ? Long.parseLong(args[3]) : Long.MAX_VALUE);
        SpringBatchLines lines =
                new SpringBatchLines(Path.of(args[0]), Path.of(args[1]), Integer.parseInt(args[2]), read);
        JobExecution ended = lines.run();
        System.out.println("read " + read.count());
        System.exit(ended.getStatus() == BatchStatus.COMPLETED ? 0 : 1);
    }

    private JobExecution run() throws Exception {
        DataSource database = database();
        JdbcTransactionManager transactions = new JdbcTransactionManager(database);
        JobRepository repository = repository(database, transactions);
        Job job = new JobBuilder(JOB, repository)
                .start(step(repository, transactions))
                .build();
        JobOperator operator = operator(repository, transactions, job);
        JobParameters parameters =
                new JobParametersBuilder().addString("input", input.toString()).toJobParameters();
        JobExecution last = repository.getLastJobExecution(JOB, parameters);
        return last == null ? operator.start(job, parameters) : operator.restart(operator.recover(last));
    }

    private DataSource database() {
        boolean fresh = !Files.exists(directory.resolve("repository.mv.db"));
        DataSource database = JdbcConnectionPool.create("jdbc:h2:file:" + directory.resolve("repository"), "sa", "");
        if (fresh) {
            new ResourceDatabasePopulator(new ClassPathResource("org/springframework/batch/core/schema-h2.sql"))
                    .execute(database);
        }
        return database;
    }

    private static JobRepository repository(DataSource database, JdbcTransactionManager transactions) throws Exception {
        JdbcJobRepositoryFactoryBean factory = new JdbcJobRepositoryFactoryBean();
        factory.setDataSource(database);
        factory.setTransactionManager(transactions);
        factory.afterPropertiesSet();
        return factory.getObject();
    }

    private static JobOperator operator(JobRepository repository, JdbcTransactionManager transactions, Job job)
            throws Exception {
        MapJobRegistry registry = new MapJobRegistry();
        registry.register(job);
        JobOperatorFactoryBean factory = new JobOperatorFactoryBean();
        factory.setJobRepository(repository);
        factory.setJobRegistry(registry);
        factory.setTransactionManager(transactions);
        factory.afterPropertiesSet();
        return factory.getObject();
    }

    private Step step(JobRepository repository, JdbcTransactionManager transactions) throws Exception {
        FlatFileItemReader<String> reader = new FlatFileItemReaderBuilder<String>()
                .name("reader")
                .resource(new FileSystemResource(input))
                .encoding("UTF-8")
                .bufferedReaderFactory((resource, encoding) -> counting(resource, encoding))
                .lineMapper((line, number) -> line)
                .build();
        FlatFileItemWriter<String> writer = new FlatFileItemWriterBuilder<String>()
                .name("writer")
                .resource(new FileSystemResource(directory.resolve("copy.txt")))
                .lineAggregator(new PassThroughLineAggregator<>())
                .build();
        return new StepBuilder("copy", repository)
                .<String, String>chunk(chunk)
                .transactionManager(transactions)
                .reader(reader)
                .writer(writer)
                .build();
    }

    private BufferedReader counting(Resource resource, String encoding) throws IOException {
        Reader decoded = new InputStreamReader(resource.getInputStream(), encoding);
        return new BufferedReader(decoded) {
            @Override
            public String readLine() throws IOException {
                String line = super.readLine();
                read.add(line == null);
                return line;
            }
        };
    }
}
