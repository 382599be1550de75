import mariadb from 'mariadb';
import { settings } from '../sql/mysql-settings.js';
import { proof } from './mysql-proof.js';
import { serveSaturated } from './serve-saturated.js';

const pool = mariadb.createPool({ ...settings, connectionLimit: 1, maxAllowedPacket: 2 ** 26 });
serveSaturated((text) => pool.query(text), { proof });
