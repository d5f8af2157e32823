// What every benchmark shares: data, and how a variant is registered.
#pragma once

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <initializer_list>
#include <memory>
#include <new>
#include <random>
#include <string>
#include <vector>

namespace bench {

// 64-byte aligned, so that no load crosses a cache line: std::vector's own memory is as it comes,
// and costs both the hand-written code and ours up to a factor of two in the first-level cache.
template <class T>
struct aligned_allocator {
  using value_type = T;
  aligned_allocator() = default;
  template <class U>
  aligned_allocator(const aligned_allocator<U>&) {}
  T* allocate(std::size_t n) {
    return static_cast<T*>(::operator new (n * sizeof(T), std::align_val_t{64}));
  }
  void deallocate(T* p, std::size_t) { ::operator delete (p, std::align_val_t{64}); }
  bool operator==(const aligned_allocator&) const { return true; }
};
using numbers = std::vector<double, aligned_allocator<double>>;

inline numbers normal(std::size_t n, double mean, double deviation, unsigned seed) {
  std::mt19937_64 engine(seed);
  std::normal_distribution<double> draw(mean, deviation);
  numbers x(n);
  for (double& element : x) element = draw(engine);
  return x;
}

inline numbers uniform(std::size_t n, double low, double high, unsigned seed) {
  std::mt19937_64 engine(seed);
  numbers x(n);
  for (double& element : x)
    element = low + (high - low) * static_cast<double>(engine() >> 11) * 0x1p-53;
  return x;
}

// What ends the name of a problem that is solved once more by two threads.
inline constexpr const char* by_two_threads = ", 2 threads";

// What main runs before the benchmarks: a rival's own statics may not be there earlier.
inline std::vector<void (*)()>& in_main_later() {
  static std::vector<void (*)()> all;
  return all;
}
inline bool in_main(void (*f)()) {
  in_main_later().push_back(f);
  return true;
}

// f() returns something that must not be optimised away.
template <class F>
auto* variant(const std::string& problem, const std::string& name, F f) {
  return benchmark::RegisterBenchmark((problem + "/" + name).c_str(),
                                      [f](benchmark::State& state) {
                                        for (auto _ : state) {
                                          auto result = f();
                                          benchmark::DoNotOptimize(result);
                                        }
                                      })
      ->Repetitions(7);
}

// The benchmark would be worth nothing if the results differed.
inline void must_agree(const char* what, double ours, double theirs, double scale,
                       double tolerance = 1e-12) {
  if (std::abs(ours - theirs) <= tolerance * std::max(std::abs(theirs), scale)) return;
  std::printf("%s differs: %.17g, by hand %.17g\n", what, ours, theirs);
  std::exit(1);
}

inline void must_agree(const char* what, const numbers& ours, const numbers& theirs, double scale) {
  for (std::size_t i = 0; i < theirs.size(); ++i) must_agree(what, ours[i], theirs[i], scale);
}

}  // namespace bench
