import express from 'express';

const raw = express.raw({ type: 'multipart/form-data', limit: '1mb' });

/** Reads a multipart form into `req.form` (a `FormData`). @type {import('express').RequestHandler[]} */
export const multipart = [
  raw,
  async (req, _res, next) => {
    const headers = { 'content-type': req.headers['content-type'] };
    req.form = await new Response(req.body, { headers }).formData();
    next();
  },
];
