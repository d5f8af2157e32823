// A recording as text, for people: what it is, differentials.
#pragma once

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "tapeless/tape/tape.hpp"

namespace tapeless {

namespace taped {

template <class T>
class printer {
 public:
  explicit printer(const ledger<T>& l) : ledger_(l), next_(l.next) {}

  std::string operator()() {
    const memory& m = ledger_.memory();
    for (size_t c = m.in_use(); c-- > 0;)
      for (const std::byte* end = m[c].end(); end != m[c].begin();) end = print(end);
    std::string text = "tape: " + std::to_string(ledger_.input_count) + " inputs, " +
                       std::to_string(ledger_.statements()) + " statements\n";
    for (auto line = lines_.rbegin(); line != lines_.rend(); ++line) text += "  " + *line + "\n";
    return text;
  }

 private:
  // One entry, which ends here; returns where it begins.
  const std::byte* print(const std::byte* end) {
    const tag t = *(reinterpret_cast<const tag*>(end) - 1);
    const size_t count = count_of(t);
    switch (kind_of(t)) {
      case kind::statement:
        return print_statement(end, count);
      case kind::addition:
        return print_addition(end, count);
      case kind::relay:
        return print_relay(end);
      case kind::spread:
        return print_spread(end, count);
      case kind::call:
        return print_call(end, count);
      case kind::inputs:
        break;
    }
    next_ -= count;
    lines_.push_back(names(count) + ": " + (count == 1 ? "an input" : "inputs"));
    return end - rounded_to_unit<T>(sizeof(tag));
  }

  const std::byte* print_statement(const std::byte* end, size_t count) {
    end -= bytes_of<T>(kind::statement, count);
    --next_;
    lines_.push_back("d" + name(next_) + " = " + terms_at(end, count));
    return end;
  }
  const std::byte* print_addition(const std::byte* end, size_t count) {
    end -= bytes_of<T>(kind::addition, count);
    const index target = next_ - distances(end, count)[count];
    lines_.push_back("d" + name(target) + " += " + terms_at(end, count));
    return end;
  }
  const std::byte* print_relay(const std::byte* end) {
    end -= relay_bytes<T>;
    --next_;
    const index from = next_ - *reinterpret_cast<const index*>(end);
    lines_.push_back("d" + name(next_) + " = " + term(T(1), from, true));
    return end;
  }
  const std::byte* print_spread(const std::byte* end, size_t runs) {
    const spread_entry<T> entry(end, runs);
    --next_;
    std::string text;
    const T* partial = entry.partials();
    for (size_t r = 0; r < runs; ++r) {
      const run run = entry.runs()[r];
      for (size_t k = 0; k < run.length; ++k, ++partial)
        if (run.distance != 0) text += term(*partial, next_ - run.distance + k, text.empty());
    }
    lines_.push_back("d" + name(next_) + " = " + text);
    return entry.begin();
  }
  const std::byte* print_call(const std::byte* end, size_t results) {
    next_ -= results;
    lines_.push_back(names(results) + ": results of a call");
    return call_entry(end).begin();
  }

  static const uint32_t* distances(const std::byte* begin, size_t count) {
    return reinterpret_cast<const uint32_t*>(begin + count * sizeof(T));
  }
  std::string terms_at(const std::byte* begin, size_t count) const {
    std::string text;
    for (size_t k = 0; k < count; ++k)
      text +=
          term(reinterpret_cast<const T*>(begin)[k], next_ - distances(begin, count)[k], k == 0);
    return text;
  }
  std::string term(const T& partial, index operand, bool is_first) const {
    std::ostringstream text;
    const bool negative = partial < T(0);
    const T size = negative ? T(-partial) : partial;
    text << (is_first ? (negative ? "-" : "") : negative ? " - " : " + ");
    if (!(size == T(1))) text << size << ' ';
    text << 'd' << name(operand);
    return text.str();
  }

  std::string names(size_t count) const {
    return count == 1 ? name(next_) : name(next_) + " ... " + name(next_ + count - 1);
  }
  std::string name(index i) const {
    for (const input_block& block : ledger_.inputs) {
      if (block.name.empty() || i < block.first || i - block.first >= block.count) continue;
      return block.is_range ? block.name + "[" + std::to_string(i - block.first) + "]" : block.name;
    }
    return "%" + std::to_string(i - ledger_.first);
  }

  const ledger<T>& ledger_;
  index next_;
  std::vector<std::string> lines_;  // from the last to the first
};

}  // namespace taped

// What was recorded, one line for each statement: how its differential follows from others. Inputs
// have the names that they were given.
template <class T>
std::string describe(const tape<T>& t) {
  return taped::printer<T>(t.ledger())();
}

}  // namespace tapeless
