/**
 * Answers a tool's result as JSON or as a page, whichever the client prefers.
 * @param {import('express').Request} req
 * @param {import('express').Response} res
 * @param {{ title: string, back?: string, [key: string]: unknown }} result
 */
export function answer(req, res, { title, back = '/office', ...result }) {
  if (req.accepts(['html', 'json']) === 'json') res.json(result);
  else res.render('result', { title, back, result });
}
