// One row of bench/frameworks by tapeless: tapeless_rows ROW VARIANT THREADS SECONDS
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <limits>
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

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const bench::work work = start(argv[1], std::atoi(argv[3]));
  const double end = wall_time() + std::atof(argv[4]);
  double wall = std::numeric_limits<double>::infinity(), processor = wall;
  for (int run = 0; run < 5 || wall_time() < end; ++run) {
    const double wall_before = wall_time(), processor_before = processor_time();
    work.run();
    processor = std::min(processor, processor_time() - processor_before);
    wall = std::min(wall, wall_time() - wall_before);
  }
  std::printf("{\"value\": %.9g, \"norm\": %.9g, \"wall\": %.9g, \"processor\": %.9g}\n",
              work.value, work.norm, wall, processor);
}
