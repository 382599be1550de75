import mariadb from 'mariadb';
import { settings } from '../sql/mysql-settings.js';
import { serveSaturated } from './serve-saturated.js';

const pool = mariadb.createPool({ ...settings, connectionLimit: 1 });
serveSaturated((text) => pool.query(text));
