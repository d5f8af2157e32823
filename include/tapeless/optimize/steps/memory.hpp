// What an optimizer remembers from step to step, of each parameters object by itself: how many
// steps it took there, and the moments of each parameter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <tuple>
#include <vector>

#include "tapeless/expr/term.hpp"
#include "tapeless/machine/workspace.hpp"
#include "tapeless/optimize/identity.hpp"
#include "tapeless/optimize/steps/stream.hpp"

namespace tapeless::optimizing {

// The moments lie block by block (stream.hpp), so that they are one stream. The last block is a
// whole one.
struct record {
  const expr::input_info* input;
  std::size_t size;  // of the parameter
  std::tuple<std::vector<float>, std::vector<double>> moments{};
};

// Of one parameters object.
struct history {
  mark of{};
  std::int64_t steps = 0;
  double product = 1;  // of the momenta so far; only nadam has it
  std::vector<record> records{};

  // 1 in the first.
  double next_step() const { return static_cast<double>(steps + 1); }

  record* find(const expr::input_info& input) {
    for (record& r : records)
      if (r.input == &input) return &r;
    return nullptr;
  }

  template <class T>
  T* moments(const expr::input_info& input) {
    return std::get<std::vector<T>>(find(input)->moments).data();
  }

  // Where a parameter has no moments yet, or another number of them, they start anew.
  template <class T>
  void make_room(const expr::input_info& input, std::size_t size, int number, double start) {
    record* r = find(input);
    if (r == nullptr) r = &records.emplace_back(record{&input, size});
    auto& moments = std::get<std::vector<T>>(r->moments);
    const auto padded = machine::rounded_up(static_cast<std::ptrdiff_t>(size), block<T>);
    const auto wanted = static_cast<std::size_t>(padded * number);
    if (moments.size() != wanted) moments.assign(wanted, static_cast<T>(start));
  }
};

struct memory {
  std::vector<history> histories{};

  history* find(const mark& of) {
    for (history& h : histories)
      if (same(h.of, of)) return &h;
    return nullptr;
  }

  // One that is new takes the room of those whose objects are gone.
  history& at(const mark& of) {
    if (history* found = find(of)) return *found;
    std::erase_if(histories, [](const history& h) { return h.of.expired(); });
    return histories.emplace_back(history{.of = of});
  }
};

}  // namespace tapeless::optimizing
