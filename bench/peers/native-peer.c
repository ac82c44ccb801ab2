/* The native peers: drives the kernels of ../shared/bench/lk_limit.c on given frames.
 *
 *   build   gcc -O3 -mtune=znver3 -ffp-contract=off -DLK_LIMIT='"/path/of/lk_limit.c"' -o native-peer native-peer.c -lm
 *
 * Speaks the lines of peer.py, and writes no flow. Methods:
 *   lk-a-2, lk-a-15   lk_limit A, window radius 2 and 15, 128-bit vectors, exact determinants (strip, f64det)
 *   lk-b              lk_limit B, window radius 4, damping 0.5, no gate (AVX2)
 */
#define main lk_limit_main
#include LK_LIMIT
#undef main

static u8 *frames;
static int W, H;

static int take(const char *file, int w, int h) {
  size_t n = 2 * (size_t)w * h;
  FILE *f = fopen(file, "rb");
  if (!f) return 0;
  free(frames);
  frames = am(n);
  W = w;
  H = h;
  int complete = fread(frames, 1, n, f) == n;
  fclose(f);
  return complete;
}

static void run_a(int radius, int reps) {
  size_t n = (size_t)W * H;
  float *u = am(4 * n), *v = am(4 * n);
  void *scratch = am(lk_scratch(W, radius) + 64);
  printf("ms");
  for (int r = 0; r < reps; r++) {
    double start = now();
    lk_strip_vex128(frames, frames + n, W, H, radius, u, v, scratch, 2);
    printf(" %.4f", 1e3 * (now() - start));
  }
  puts("");
  free(u);
  free(v);
  free(scratch);
}

static void run_b(int reps) {
  static bctx *context; /* lk_limit.c has no way to free one, so it is kept for the size */
  static int w, h;
  bparm p = BP_DEFAULT;
  p.win = 4;
  p.smooth = 2;
  p.tau = 0;
  p.alpha = 0.5f;
  if (!context || w != W || h != H) context = b_alloc(w = W, h = H, &p);
  printf("ms");
  for (int r = 0; r < reps; r++) {
    double start = now();
    b_run(context, frames, frames + (size_t)W * H, &p);
    printf(" %.4f", 1e3 * (now() - start));
  }
  puts("");
}

int main(void) {
  char line[4096], word[1024];
  int a, b;
  printf("ready%s%s\n", isa() >= 1 ? " lk-a-2 lk-a-15" : "", isa() >= 2 ? " lk-b" : "");
  fflush(stdout);
  while (fgets(line, sizeof line, stdin)) {
    if (sscanf(line, "pair %1000s %d %d", word, &a, &b) == 3) puts(take(word, a, b) ? "ok" : "error cannot read the frames");
    else if (sscanf(line, "run %1000s %d", word, &a) != 2 || !frames) puts("error unknown line");
    else if (!strcmp(word, "lk-a-2")) run_a(2, a);
    else if (!strcmp(word, "lk-a-15")) run_a(15, a);
    else if (!strcmp(word, "lk-b")) run_b(a);
    else puts("error unknown method");
    fflush(stdout);
  }
  return 0;
}
