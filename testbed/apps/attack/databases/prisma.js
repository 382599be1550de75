import { PrismaPg } from '@prisma/adapter-pg';
import { getPrismaClientClass } from '../../sql/prisma/client.generated.js';
import { numbered } from './numbered.js';

export async function openDatabase() {
  const PrismaClient = getPrismaClientClass();
  const adapter = new PrismaPg({ connectionString: process.env.POSTGRES_URL });
  const prisma = new PrismaClient({ adapter });
  return {
    raw: async (text) => prisma.$queryRawUnsafe(text), // hole: sql-injection
    bound: async (text, values) => prisma.$queryRawUnsafe(numbered(text), ...values),
  };
}
