import protobuf from 'protobufjs'

/** The parts of ONNX's protobuf schema that a model needs: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto3 */
const { root } = protobuf.parse(
  `syntax = "proto3";
  message Attribute { string name = 1; float f = 2; int64 i = 3; repeated int64 ints = 8; int32 type = 20; }
  message Node {
    repeated string input = 1; repeated string output = 2; string op_type = 4;
    repeated Attribute attribute = 5; string domain = 7;
  }
  message Tensor { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
  message Dimension { int64 dim_value = 1; string dim_param = 2; }
  message Shape { repeated Dimension dim = 1; }
  message TensorType { int32 elem_type = 1; Shape shape = 2; }
  message Type { TensorType tensor_type = 1; }
  message ValueInfo { string name = 1; Type type = 2; }
  message Graph {
    repeated Node node = 1; string name = 2; repeated Tensor initializer = 5;
    repeated ValueInfo input = 11; repeated ValueInfo output = 12;
  }
  message Opset { string domain = 1; int64 version = 2; }
  message Model { int64 ir_version = 1; Graph graph = 7; repeated Opset opset_import = 8; }`,
  { keepCase: true },
)
const Model = root.lookupType('Model')

/** Element types of tensors (`TensorProto.DataType`). */
const FLOAT = 1
const INT32 = 6
const INT64 = 7
const FLOAT16 = 10

/** Types of attributes (`AttributeProto.AttributeType`). */
const A_FLOAT = 1
const AN_INT = 2
const INTS = 7

/** The parts of a BERT model's `config.json` that its graph depends on. */
export type BertConfig = {
  readonly hidden_size: number
  readonly num_attention_heads: number
  readonly num_hidden_layers: number
  readonly layer_norm_eps: number
}

type Attributes = Readonly<Record<string, number | readonly number[]>>
type Tensors = Readonly<
  Record<string, { readonly dtype: string; readonly shape: number[]; readonly data_offsets: [number, number] }>
>

/**
 * A sentence transformer as an ONNX model: BERT, the mean over its tokens, and normalization to a unit vector (Reimers and
 * Gurevych, "Sentence-BERT", EMNLP 2019).
 *
 * Inputs: `ids` (int64, batch × tokens), `positions` (int64, tokens: 0, 1, …) and `mask` (int32, batch × tokens; 0 for
 * padding). Output: `embedding` (float, batch × `hidden_size`).
 *
 * @param safetensors the weights in half precision: the length of a JSON header, the header, and the tensors.
 */
export function sentenceTransformer(safetensors: Buffer, config: BertConfig): Uint8Array {
  const headerLength = Number(safetensors.readBigUInt64LE(0))
  const tensors = JSON.parse(safetensors.toString('utf8', 8, 8 + headerLength)) as Tensors
  const data = safetensors.subarray(8 + headerLength)
  const initializer: object[] = []
  const node: { op_type: string; input: string[]; output: string[]; domain: string; attribute: object[] }[] = []

  const apply = (op_type: string, input: string[], attributes: Attributes = {}, domain = ''): string => {
    const output = `${op_type}:${node.length}`
    node.push({ op_type, input, output: [output], domain, attribute: Object.entries(attributes).map(attributeOf) })
    return output
  }
  const halfPrecision = (name: string): string => {
    const tensor = tensors[name]
    if (tensor?.dtype !== 'F16') throw new TypeError(`The model has no half-precision tensor ${name}.`)
    initializer.push({
      name,
      dims: tensor.shape,
      data_type: FLOAT16,
      raw_data: data.subarray(...tensor.data_offsets),
    })
    return name
  }
  const single = (value: string): string => apply('Cast', [value], { to: FLOAT })
  const weight = (name: string): string => single(halfPrecision(name))
  const integer = (value: number): string => {
    const name = `integer ${value} ${initializer.length}`
    const raw_data = new Uint8Array(BigInt64Array.of(BigInt(value)).buffer)
    initializer.push({ name, dims: [1], data_type: INT64, raw_data })
    return name
  }
  const transposed = (name: string): string => apply('Transpose', [weight(`${name}.weight`)], { perm: [1, 0] })
  const linear = (x: string, name: string): string =>
    apply('Add', [apply('MatMul', [x, transposed(name)]), weight(`${name}.bias`)])
  const normalized = (x: string, name: string): string =>
    apply('LayerNormalization', [x, weight(`${name}.weight`), weight(`${name}.bias`)], {
      axis: -1,
      epsilon: config.layer_norm_eps,
    })
  // Only the rows in use are converted to single precision, which saves 23 MB.
  const rows = (name: string, at: string): string =>
    single(apply('Gather', [halfPrecision(`embeddings.${name}_embeddings.weight`), at]))

  const words = apply('Add', [rows('word', 'ids'), rows('position', 'positions')])
  let x = normalized(apply('Add', [words, rows('token_type', integer(0))]), 'embeddings.LayerNorm')
  for (let layer = 0; layer < config.num_hidden_layers; layer++) {
    const at = `encoder.layer.${layer}`
    const parts = ['query', 'key', 'value'].map(part => `${at}.attention.self.${part}`)
    const weights = apply('Concat', parts.map(transposed), { axis: 1 })
    const biases = apply(
      'Concat',
      parts.map(part => weight(`${part}.bias`)),
      { axis: 0 },
    )
    const heads = { num_heads: config.num_attention_heads }
    const attended = apply('Attention', [x, weights, biases, 'mask'], heads, 'com.microsoft')
    x = normalized(
      apply('Add', [linear(attended, `${at}.attention.output.dense`), x]),
      `${at}.attention.output.LayerNorm`,
    )
    const inner = apply('Gelu', [linear(x, `${at}.intermediate.dense`)], {}, 'com.microsoft')
    x = normalized(apply('Add', [linear(inner, `${at}.output.dense`), x]), `${at}.output.LayerNorm`)
  }
  // The norm of a sum is the norm of a mean, so it need not be divided by the number of tokens.
  const mask = apply('Unsqueeze', [single('mask'), integer(-1)])
  const sum = apply('ReduceSum', [apply('Mul', [x, mask]), integer(1)], { keepdims: 0 })
  const unit = apply('LpNormalization', [sum], { axis: -1, p: 2 })
  node.push({ op_type: 'Identity', input: [unit], output: ['embedding'], domain: '', attribute: [] })

  return Model.encode({
    ir_version: 8,
    opset_import: [
      { domain: '', version: 17 },
      { domain: 'com.microsoft', version: 1 },
    ],
    graph: {
      name: 'sentence transformer',
      node,
      initializer,
      input: [
        valueInfo('ids', INT64, 'batch', 'tokens'),
        valueInfo('positions', INT64, 'tokens'),
        valueInfo('mask', INT32, 'batch', 'tokens'),
      ],
      output: [valueInfo('embedding', FLOAT, 'batch', config.hidden_size)],
    },
  }).finish()
}

function attributeOf([name, value]: [string, number | readonly number[]]): object {
  if (typeof value !== 'number') return { name, ints: value, type: INTS }
  return Number.isInteger(value) ? { name, i: value, type: AN_INT } : { name, f: value, type: A_FLOAT }
}

function valueInfo(name: string, elem_type: number, ...dimensions: (string | number)[]): object {
  const dim = dimensions.map(size => (typeof size === 'number' ? { dim_value: size } : { dim_param: size }))
  return { name, type: { tensor_type: { elem_type, shape: { dim } } } }
}
