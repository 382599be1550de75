import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { numbered } from './numbered.js';

export async function openDatabase() {
  const source = new DataSource({ type: 'postgres', url: process.env.POSTGRES_URL });
  await source.initialize();
  return {
    raw: async (text) => source.query(text), // hole: sql-injection
    bound: async (text, values) => source.query(numbered(text), values),
  };
}
