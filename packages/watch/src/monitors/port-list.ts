export const maxPorts = 1_024;

/** Ports that are most often open, and those that are worst when they are. */
export const commonPorts =
  '20-23, 25, 53, 69, 80, 81, 88, 110, 111, 119, 123, 135, 137-139, 143, 161, 179, 389, 443, 445, 465, 500, 512-515, 543, 548, 554, 587, 593, 623, 631, 636, 873, 902, 990, 993, 995, 1080, 1099, 1194, 1433, 1521, 1723, 1883, 2049, 2082, 2083, 2181, 2222, 2375-2377, 2379, 2380, 3000, 3128, 3260, 3306, 3389, 4000, 4369, 4444, 5000, 5001, 5060, 5432, 5601, 5672, 5900, 5901, 5984, 5985, 5986, 6000, 6379, 6443, 7001, 7474, 8000, 8008, 8080, 8081, 8086, 8088, 8443, 8500, 8888, 9000, 9042, 9090, 9092, 9100, 9200, 9229, 9300, 9443, 10000, 10250, 11211, 15672, 27017, 50000';

/** `22, 80-90` as ports, sorted, each once; `undefined` when the text is none or names too many. */
export function readPorts(text: string): readonly number[] | undefined {
  const ports = new Set<number>();
  for (const part of text.split(/[\s,]+/).filter((one) => one !== '')) {
    const range = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part);
    const [first, last] = [Number(range?.[1]), Number(range?.[2] ?? range?.[1])];
    if (range === null || first < 1 || last > 65_535 || first > last) return undefined;
    for (let port = first; port <= last; port += 1) ports.add(port);
    if (ports.size > maxPorts) return undefined;
  }
  return [...ports].toSorted((a, b) => a - b);
}
