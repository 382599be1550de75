import mysql from 'mysql2/promise';
import { settings } from '../sql/mysql-settings.js';
import { proof } from './mysql-proof.js';
import { serveSaturated } from './serve-saturated.js';

const pool = mysql.createPool({ ...settings, connectionLimit: 1 });
serveSaturated(async (text) => (await pool.query(text))[0], { proof });
