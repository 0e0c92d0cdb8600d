import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import typescript from 'typescript-eslint';

const ANOTHER_CLOCK = 'What day it is, the API tells (`on`): the portal has no clock of its own.';

export default defineConfig(
  globalIgnores(['build/', '.svelte-kit/', 'src/lib/graphql/']),
  js.configs.recommended,
  typescript.configs.recommended,
  svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.node } } },
  { files: ['static/*.js'], languageOptions: { globals: globals.browser } },
  { files: ['**/*.svelte'], languageOptions: { parserOptions: { parser: typescript.parser } } },
  {
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: ANOTHER_CLOCK },
        { selector: 'CallExpression[callee.name="Date"]', message: ANOTHER_CLOCK },
        { selector: 'MemberExpression[object.name="Date"][property.name="now"]', message: ANOTHER_CLOCK },
      ],
      'no-restricted-globals': ['error', { name: 'Temporal', message: ANOTHER_CLOCK }],
      // The portal lies at the root of its host, so that addresses are written as they are.
      'svelte/no-navigation-without-resolve': 'off',
      'svelte/no-at-html-tags': 'error',
    },
  },
);
