import * as z from 'zod';

/** Which app, and where it runs: asked for by every kind that is about one. */
export const appSettings: {
  readonly app: z.ZodUUID;
  readonly environment: z.ZodDefault<z.ZodString>;
} = {
  app: z.uuid('an app').meta({ title: 'App', app: true }),
  environment: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .default('production')
    .meta({ title: 'Environment' }),
};
