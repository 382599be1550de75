import { QueryTypes, Sequelize } from 'sequelize';

export async function openDatabase() {
  const sequelize = new Sequelize(process.env.POSTGRES_URL, { logging: false, pool: { max: 2 } });
  return {
    raw: async (text) => sequelize.query(text, { type: QueryTypes.SELECT }), // hole: sql-injection
    bound: async (text, values) =>
      sequelize.query(text, { type: QueryTypes.SELECT, replacements: values }),
  };
}
