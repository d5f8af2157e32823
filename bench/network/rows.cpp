// The rows of bench/frameworks in this program, where they are seen to be right and get no slower.
// Nothing is made up until a row is asked for.
#include "rows.hpp"

#include "../problem.hpp"

namespace {

// The numbers are TensorFlow's.
void add_row(const char* problem, bench::work (*start)(int threads), double value, double norm) {
  benchmark::RegisterBenchmark((std::string(problem) + "/tapeless").c_str(),
                               [=](benchmark::State& state) {
                                 const bench::work work = start(1);
                                 bench::must_agree(problem, work.value, value, 0, 1e-3);
                                 bench::must_agree(problem, work.norm, norm, 0, 1e-3);
                                 for (auto _ : state) work.run();
                               })
      ->Repetitions(3);
}

[[maybe_unused]] const bool registered = bench::in_main([] {
  add_row("network, gradient of an image by 49,152 pixels, 18 layers", bench::gradient_of_an_image,
          -0.0155919, 1.248714);
  add_row("network, training step of 25 images, 18 layers", bench::training_step, 1.200994,
          50.18653);
  add_row("network, Adam step of 128 images, 64-300-10", bench::digits_step, 2.532000, 2.030588);
});

}  // namespace
