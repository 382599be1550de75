import { DataTypes, QueryTypes, Sequelize } from 'sequelize';
import { serveSql } from './serve-sql.js';

const sequelize = new Sequelize(process.env.POSTGRES_URL, { logging: false });
const User = sequelize.define(
  'users',
  { id: { type: DataTypes.INTEGER, primaryKey: true }, name: DataTypes.STRING },
  { timestamps: false, tableName: 'users' },
);

const select = { type: QueryTypes.SELECT };

serveSql({
  statements: {
    query: async (text) => (await sequelize.query(text))[0],
    'query-select': (text) => sequelize.query(text, select),
    transaction: (text) =>
      sequelize.transaction((transaction) => sequelize.query(text, { ...select, transaction })),
  },
  conditions: {
    literal: (condition) => User.findAll({ where: sequelize.literal(condition) }),
  },
  safe: (name) => User.findAll({ where: { name } }),
  escaped: (name) =>
    sequelize.query('SELECT id, name FROM users WHERE name = :name', {
      ...select,
      replacements: { name },
    }),
});
