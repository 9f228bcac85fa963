import path from 'node:path';
import ts from 'typescript';

const fileOf = (name: string): string =>
  path.resolve(import.meta.dirname, '../../../src/call-flow', `${name}.ts`);

const program = ts.createProgram(['state', 'event', 'record'].map(fileOf), {
  module: ts.ModuleKind.NodeNext,
  strict: true,
  noLib: true,
  types: [],
});

/** The members of a union of strings, read from the type itself: whoever adds one is found by the tests. */
export function namesOfType(file: 'state' | 'event' | 'record', name: string): string[] {
  const source = fileOf(file);
  const parsed = program.getSourceFile(source);
  const alias = parsed?.statements.find((one) => ts.isTypeAliasDeclaration(one) && one.name.text === name);
  if (!alias) throw new Error(`${file} has no type ${name}`);
  const type = program.getTypeChecker().getTypeAtLocation(alias);
  return (type.isUnion() ? type.types : [type]).map((one) => (one as ts.StringLiteralType).value).sort();
}
