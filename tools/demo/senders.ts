/** Who attacks and who buys: addresses kept for documentation (RFC 5737), which belong to nobody. */
export const attacker = '203.0.113.66';
export const customer = '198.51.100.20';
