// One row of bench/frameworks by tapeless: tapeless_rows ROW VARIANT THREADS SECONDS
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>

#include "../network/rows.hpp"

namespace {

bench::work start(const std::string& row, int threads) {
  if (row == "image") return bench::gradient_of_an_image(threads);
  if (row == "step") return bench::training_step(threads);
  return bench::digits_step(threads);
}

double wall_time() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}
// Of all threads together.
double processor_time() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

struct times {
  double wall, processor;
};
// Of one run, by the clock and by the processors.
times of(const bench::work& work, int runs) {
  const times before{wall_time(), processor_time()};
  for (int run = 0; run < runs; ++run) work.run();
  return {(wall_time() - before.wall) / runs, (processor_time() - before.processor) / runs};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const bench::work work = start(argv[1], std::atoi(argv[3]));
  const double end = wall_time() + std::atof(argv[4]);
  // (Less than 50 ms at once would be too coarse for the processors' clock.)
  const int runs = static_cast<int>(std::ceil(0.05 / of(work, 1).wall));
  times least = of(work, runs);
  while (wall_time() < end) {
    const times now = of(work, runs);
    least = {std::min(least.wall, now.wall), std::min(least.processor, now.processor)};
  }
  std::printf("{\"value\": %.9g, \"norm\": %.9g, \"wall\": %.9g, \"processor\": %.9g}\n",
              work.value, work.norm, least.wall, least.processor);
}
