/**
 * How probable it is that chance alone gives so much: upper tails of three distributions, pure. Terms are summed from the
 * smallest number on, each from the one before, so that tails down to 1e-300 keep their digits. Formulas: the probability
 * mass functions of the binomial, hypergeometric and Poisson distributions.
 */

/** Logarithms of factorials, as far as they were asked for. */
const factorials = [0, 0];

function logFactorial(n: number): number {
  for (let at = factorials.length; at <= n; at++) factorials.push((factorials[at - 1] ?? 0) + Math.log(at));
  return factorials[n] ?? 0;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/**
 * The sum of what has the logarithm `first` at `from`, and of all that follows up to `to`, each being the one before times
 * `ratio(n)`. It ends where nothing more is added.
 */
function summed(first: number, from: number, to: number, ratio: (n: number) => number): number {
  let term = Math.exp(first);
  let sum = 0;
  for (let n = from; n <= to && term > sum * 1e-18; n++) {
    sum += term;
    term *= ratio(n);
  }
  return Math.min(1, sum);
}

/** The chance that of `n` independent tries, each of the chance `q` (0 to 1), at least `k` succeed. */
export function binomialTail(n: number, q: number, k: number): number {
  if (k <= 0 || q >= 1) return k > n ? 0 : 1;
  if (k > n || q <= 0) return 0;
  const at = (i: number) => logChoose(n, i) + i * Math.log(q) + (n - i) * Math.log1p(-q);
  const odds = q / (1 - q);
  if (k > n * q) return summed(at(k), k, n, (i) => ((n - i) / (i + 1)) * odds);
  // Below the mean the terms rise at first: what is left out is summed instead, downwards.
  return 1 - summed(at(k - 1), 0, k - 1, (down) => (k - 1 - down) / (n - (k - 1 - down) + 1) / odds);
}

/** The chance that two choices of `one` and `other` out of `all` share at least `k`, the one made without the other. */
export function hypergeometricTail(all: number, one: number, other: number, k: number): number {
  const least = Math.max(0, one + other - all);
  const most = Math.min(one, other);
  if (k <= least) return 1;
  if (k > most) return 0;
  const at = (i: number) => logChoose(one, i) + logChoose(all - one, other - i) - logChoose(all, other);
  const up = (i: number) => (((one - i) / (i + 1)) * (other - i)) / (all - one - other + i + 1);
  if (k > (one * other) / all) return summed(at(k), k, most, up);
  return 1 - summed(at(k - 1), 0, k - 1 - least, (down) => 1 / up(k - 2 - down));
}

/** The chance that at least `k` things happen in a time in which `expected` happen on average. */
export function poissonTail(expected: number, k: number): number {
  if (k <= 0) return 1;
  if (expected <= 0) return 0;
  const at = (i: number) => i * Math.log(expected) - expected - logFactorial(i);
  if (k > expected) return summed(at(k), k, Infinity, (i) => expected / (i + 1));
  return 1 - summed(at(k - 1), 0, k - 1, (down) => (k - 1 - down) / expected);
}
