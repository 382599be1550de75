/** Headers of a browser behind a session, since every one of them is an input. */
const HEADERS = [
  'Host: shop.example.com',
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Accept: application/json, text/plain, */*',
  'Accept-Language: en-GB,en;q=0.9,de;q=0.7',
  'Accept-Encoding: gzip, deflate, br',
  'Cookie: sid=s%3A1xVw9pQ7rYb3.kq2QyZ8vJt0; theme=dark; consent=necessary',
  'Referer: https://shop.example.com/products?category=category-7&page=2',
  'Connection: keep-alive',
].join('\r\n');

/** One HTTP/1.1 request as it goes over the wire; `body` makes it a POST of JSON. */
export function requestBytes(path: string, body?: string): Buffer {
  if (body === undefined) return Buffer.from(`GET ${path} HTTP/1.1\r\n${HEADERS}\r\n\r\n`);
  const length = Buffer.byteLength(body);
  const head = `POST ${path} HTTP/1.1\r\n${HEADERS}\r\nContent-Type: application/json\r\n`;
  return Buffer.from(`${head}Content-Length: ${length}\r\n\r\n${body}`);
}
