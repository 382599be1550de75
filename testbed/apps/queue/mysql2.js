import mysql from 'mysql2/promise';
import { settings } from '../sql/mysql-settings.js';
import { serveQueued } from './serve-queued.js';

const pool = mysql.createPool({ ...settings, connectionLimit: 2 });
serveQueued(async (text) => (await pool.query(text))[0]);
