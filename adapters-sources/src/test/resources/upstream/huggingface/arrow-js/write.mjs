import * as arrow from 'apache-arrow';
import fs from 'fs';

const data = (type, values) => arrow.vectorFromArray(values, type).data[0];
const batch = (schema, columns) =>
  new arrow.RecordBatch(schema, arrow.makeData({type: new arrow.Struct(schema.fields), length: columns[0].length, nullCount: 0, children: columns}));

// A dictionary that grows between batches.
const words = new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32(), 7);
const builder = arrow.makeBuilder({type: words});
const growing = new arrow.Schema([new arrow.Field('n', new arrow.Int32(), true), new arrow.Field('text', words, true)]);
const writer = new arrow.RecordBatchStreamWriter();
const written = writer.toUint8Array();
let n = 0;
for (const three of [['koow', 'laba', 'lix'], ['saddex', 'koow', 'afar'], ['shan', 'laba', 'koow']]) {
  three.forEach(word => builder.append(word));
  const flushed = builder.flush();
  writer.write(batch(growing, [data(new arrow.Int32(), [n++, n++, n++]), flushed]));
}
writer.close();
fs.writeFileSync('js-growing_dictionary.stream.arrow', await written);

// Columns of types that are not read, before the text.
const inside = [new arrow.Field('a', new arrow.Int32(), true), new arrow.Field('b', new arrow.Utf8(), true)];
const columns = {
  sparse: arrow.makeData({type: new arrow.SparseUnion([0, 1], inside), length: 4, typeIds: new Int8Array([0, 1, 0, 1]),
    children: [data(new arrow.Int32(), [1, 2, 3, 4]), data(new arrow.Utf8(), ['a', 'b', 'c', 'd'])]}),
  dense: arrow.makeData({type: new arrow.DenseUnion([0, 1], inside), length: 4, typeIds: new Int8Array([0, 1, 0, 1]),
    valueOffsets: new Int32Array([0, 0, 1, 1]), children: [data(new arrow.Int32(), [1, 2]), data(new arrow.Utf8(), ['a', 'b'])]}),
  interval: arrow.makeData({type: new arrow.IntervalYearMonth(), length: 4, nullCount: 0, data: new Int32Array([1, 2, 3, 4])}),
  duration: arrow.makeData({type: new arrow.DurationSecond(), length: 4, nullCount: 0, data: new BigInt64Array([1n, 2n, 3n, 4n])}),
  text: data(new arrow.Utf8(), ['koow', null, 'saddex', 'afar']),
};
const schema = new arrow.Schema(Object.entries(columns).map(([name, column]) => new arrow.Field(name, column.type, true)));
const table = new arrow.Table(schema, [batch(schema, Object.values(columns))]);
for (const kind of ['file', 'stream']) {
  fs.writeFileSync(`js-passed_over.${kind}.arrow`, arrow.tableToIPC(table, kind));
}
