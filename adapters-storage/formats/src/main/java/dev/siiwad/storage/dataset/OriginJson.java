package dev.siiwad.storage.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.siiwad.publish.Origin;
import dev.siiwad.source.Input;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a receipt says of where its documents came from. Each member is there only if there is something to say.
 *
 * <pre>
 *   "options": {"max_records": "5000"},
 *   "cost_usd": 1.25,
 *   "inputs": {"count": 1, "files": [{"name": "texts/a.jsonl", "bytes": 12, "digest": "sha256:…"}]},
 *   "addresses": ["https://www.bbc.com/somali/articles/c1"]
 * </pre>
 *
 * More than {@value #LISTED_MAX} addresses are written with their common beginning once, and the rest of each in lines of {@value #ON_A_LINE}: so 100,000 of them
 * take 1 to 3 MB.
 *
 * <pre>
 *   "address_list": {"count": 2, "begin": "https://www.bbc.com/somali/articles/c", "ends": ["1 2"]}
 * </pre>
 */
final class OriginJson {
    static final int LISTED_MAX = 1000;
    static final int ON_A_LINE = 50;

    private static final String OPTIONS = "options";
    private static final String COST = "cost_usd";
    private static final String INPUTS = "inputs";
    private static final String FILES = "files";
    private static final String BYTES = "bytes";
    private static final String DIGEST = "digest";
    private static final String ADDRESSES = "addresses";
    private static final String ADDRESS_LIST = "address_list";
    private static final String ENDS = "ends";

    private OriginJson() {}

    static void write(Origin origin, ObjectNode members) {
        if (!origin.options().isEmpty()) {
            ObjectNode options = members.putObject(OPTIONS);
            origin.options().forEach(options::put);
        }
        origin.costUsd().ifPresent(cost -> members.put(COST, cost.setScale(Math.max(0, cost.scale()))));
        if (origin.inputs().count() > 0) {
            ObjectNode inputs =
                    members.putObject(INPUTS).put("count", origin.inputs().count());
            ArrayNode files = inputs.putArray(FILES);
            origin.inputs().named().forEach(input -> write(input, files.addObject()));
        }
        write(origin.addresses(), members);
    }

    private static void write(Input input, ObjectNode member) {
        member.put("name", input.name());
        input.bytes().ifPresent(bytes -> member.put(BYTES, bytes));
        input.digest().ifPresent(digest -> member.put(DIGEST, digest));
    }

    private static void write(List<String> addresses, ObjectNode members) {
        if (addresses.size() > LISTED_MAX && addresses.stream().allMatch(OriginJson::isOneWord)) {
            String begin = commonBeginning(addresses);
            ObjectNode list = members.putObject(ADDRESS_LIST)
                    .put("count", addresses.size())
                    .put("begin", begin);
            ArrayNode ends = list.putArray(ENDS);
            for (int from = 0; from < addresses.size(); from += ON_A_LINE) {
                StringBuilder line = new StringBuilder();
                for (String address : addresses.subList(from, Math.min(addresses.size(), from + ON_A_LINE))) {
                    line.append(line.length() == 0 ? "" : " ").append(address, begin.length(), address.length());
                }
                ends.add(line.toString());
            }
        } else if (!addresses.isEmpty()) {
            addresses.forEach(members.putArray(ADDRESSES)::add);
        }
    }

    private static boolean isOneWord(String address) {
        return !address.isEmpty() && address.indexOf(' ') < 0;
    }

    /** Something of each address is left after it. */
    private static String commonBeginning(List<String> addresses) {
        String begin = addresses.get(0);
        for (String address : addresses) {
            int same = 0;
            int most = Math.min(begin.length(), address.length() - 1);
            while (same < most && begin.charAt(same) == address.charAt(same)) {
                same++;
            }
            begin = begin.substring(0, same);
        }
        return begin;
    }

    /** @throws IllegalArgumentException naming the member that cannot be */
    static Origin read(JsonNode members) {
        return new Origin(inputs(members.path(INPUTS)), addresses(members), options(members), cost(members.path(COST)));
    }

    private static SortedMap<String, String> options(JsonNode members) {
        SortedMap<String, String> options = new TreeMap<>();
        JsonNode member = members.path(OPTIONS);
        member.fieldNames().forEachRemaining(name -> options.put(name, ReceiptJson.text(member, name)));
        return options;
    }

    private static Optional<BigDecimal> cost(JsonNode member) {
        if (member.isMissingNode()) {
            return Optional.empty();
        }
        if (!member.isNumber() || member.decimalValue().signum() < 0) {
            throw new IllegalArgumentException(
                    COST + " is " + ReceiptJson.shown(member) + "; expected a number from 0");
        }
        return Optional.of(member.decimalValue());
    }

    private static Origin.Inputs inputs(JsonNode member) {
        if (member.isMissingNode()) {
            return Origin.Inputs.NONE;
        }
        List<Input> files = new ArrayList<>();
        for (JsonNode file : member.path(FILES)) {
            files.add(new Input(
                    ReceiptJson.text(file, "name"),
                    file.has(BYTES) ? OptionalLong.of(ReceiptJson.number(file, BYTES)) : OptionalLong.empty(),
                    file.has(DIGEST) ? Optional.of(ReceiptJson.text(file, DIGEST)) : Optional.empty()));
        }
        return new Origin.Inputs(ReceiptJson.number(member, "count"), files);
    }

    private static List<String> addresses(JsonNode members) {
        List<String> addresses = new ArrayList<>();
        for (JsonNode address : members.path(ADDRESSES)) {
            addresses.add(textOf(ADDRESSES, address));
        }
        JsonNode list = members.path(ADDRESS_LIST);
        if (!list.isMissingNode()) {
            String begin = ReceiptJson.text(list, "begin");
            for (JsonNode line : list.path(ENDS)) {
                for (String end : textOf(ENDS, line).split(" ")) {
                    addresses.add(begin + end);
                }
            }
            if (addresses.size() != ReceiptJson.number(list, "count")) {
                throw new IllegalArgumentException(ADDRESS_LIST + " has " + addresses.size()
                        + " addresses; its count is " + ReceiptJson.number(list, "count"));
            }
        }
        return addresses;
    }

    private static String textOf(String name, JsonNode element) {
        if (!element.isTextual()) {
            throw new IllegalArgumentException(name + " has " + ReceiptJson.shown(element) + "; expected text");
        }
        return element.textValue();
    }
}
