// Each run of tests/fuzz/run compiles these programs with other seeds.
#pragma once

#include <cstdint>
#include <utility>

#if !defined(TAPELESS_SEED)
#define TAPELESS_SEED 1
#endif

namespace tapeless::tests {

// Calls Check::run<seed>() for so many seeds.
template <class Check, std::uint64_t... I>
void for_seeds(std::integer_sequence<std::uint64_t, I...>) {
  (Check::template run<std::uint64_t{TAPELESS_SEED} * 1000 + I>(), ...);
}
template <class Check, std::uint64_t Count>
void for_seeds() {
  for_seeds<Check>(std::make_integer_sequence<std::uint64_t, Count>{});
}

// Calls check(seed) for so many seeds that need no compiler.
template <class Check>
void each_seed(std::uint32_t count, const Check& check) {
  const auto first = static_cast<std::uint32_t>(std::uint64_t{TAPELESS_SEED} * 100'000);
  for (std::uint32_t i = 1; i <= count; ++i) check(first + i);
}

}  // namespace tapeless::tests
