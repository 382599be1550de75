interface Packaged {
  readonly manifest: { readonly dependencies: Readonly<Record<string, string>> };
}

const servers =
  /^(express|fastify|koa|@hapi\/hapi|@nestjs\/core|hono|next|nuxt|restify|polka|h3|@sveltejs\/kit|@remix-run\/node|@adonisjs\/core|sails|@feathersjs\/express)$/;
const signIn =
  /^(passport(-[\w-]+)?|express-session|@fastify\/(session|secure-session|jwt|passport)|koa-session|koa-passport|jsonwebtoken|jose|bcrypt(js)?|argon2|@node-rs\/(argon2|bcrypt)|next-auth|@auth\/\w+|better-auth|lucia|iron-session|cookie-session|express-jwt|@nestjs\/(jwt|passport))$/;

/** Whether any of the packages asks for others, for production or development. */
export function haveDependencies(
  packages: readonly {
    readonly manifest: {
      readonly dependencies: Readonly<Record<string, string>>;
      readonly devDependencies: Readonly<Record<string, string>>;
    };
  }[],
): boolean {
  return packages.some(
    ({ manifest: { dependencies, devDependencies } }) =>
      Object.keys({ ...dependencies, ...devDependencies }).length > 0,
  );
}

/** Names of all packages that run in production. */
export function dependencyNames(packages: readonly Packaged[]): string[] {
  return packages.flatMap(({ manifest }) => Object.keys(manifest.dependencies));
}

/** The web framework of the app. */
export function webServer(names: readonly string[]): string | undefined {
  return names.find((name) => servers.test(name));
}

/** The package by which the app knows its users. */
export function signInPackage(names: readonly string[]): string | undefined {
  return names.find((name) => signIn.test(name));
}
