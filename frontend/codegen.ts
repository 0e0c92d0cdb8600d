import type { CodegenConfig } from '@graphql-codegen/cli';

// Types of the committed schema and of the documents beside the pages; the output is not committed.
const config: CodegenConfig = {
  schema: '../api/schema.graphql',
  documents: 'src/**/*.graphql',
  generates: {
    'src/lib/graphql/': {
      preset: 'client',
      presetConfig: {
        fragmentMasking: false,
        persistedDocuments: { mode: 'embedHashInDocument', hashAlgorithm: 'sha256' },
      },
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: {
          Date: 'string',
          DateTime: 'string',
          Dong: 'number',
          Answers: 'string',
          LookUpCode: 'string',
          MailAddress: 'string',
          PrivateText: 'string',
          ProcedureCode: 'string',
        },
      },
    },
  },
};

export default config;
