import { PrismaPg } from '@prisma/adapter-pg';
import { getPrismaClientClass } from './prisma/client.generated.js';
import { serveSql } from './serve-sql.js';

const PrismaClient = getPrismaClientClass();
const prisma = new PrismaClient({
  adapter: new PrismaPg({ connectionString: process.env.POSTGRES_URL }),
});

serveSql({
  statements: {
    'query-raw-unsafe': (text) => prisma.$queryRawUnsafe(text),
    transaction: (text) => prisma.$transaction((inner) => inner.$queryRawUnsafe(text)),
  },
  effects: {
    'execute-raw-unsafe': (text) => prisma.$executeRawUnsafe(text),
  },
  notes: async () => {
    const rows = await prisma.$queryRaw`SELECT text FROM notes`;
    await prisma.$executeRaw`DELETE FROM notes`;
    return rows;
  },
  safe: (name) => prisma.users.findMany({ where: { name }, select: { id: true, name: true } }),
  escaped: (name) => prisma.$queryRaw`SELECT id, name FROM users WHERE name = ${name}`,
});
