// A recording as text, for people: what it is, differentials.
#pragma once

#include <string>
#include <vector>

#include "tapeless/base/sentence.hpp"
#include "tapeless/tape/long_sum.hpp"
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
    const tag t = tag_before(end);
    const size_t count = count_of(t);
    switch (kind_of(t)) {
      case kind::statement:
        return print_statement(end, operands_of(t));
      case kind::addition:
        return print_addition(end, operands_of(t));
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
    if (count > 0) lines_.push_back(names(count) + ": " + (count == 1 ? "an input" : "inputs"));
    return end - smallest_bytes<T>;
  }

  const std::byte* print_statement(const std::byte* end, operand_counts n) {
    end -= bytes_of<T>(kind::statement, n);
    --next_;
    lines_.push_back("d" + name(next_) + " = " + terms_at(end, n));
    return end;
  }
  const std::byte* print_addition(const std::byte* end, operand_counts n) {
    end -= bytes_of<T>(kind::addition, n);
    const index target = seen_from_here(terms_entry<T>{end, n.stored}.operand(n.all()));
    lines_.push_back("d" + name(target) + " += " + terms_at(end, n));
    return end;
  }
  const std::byte* print_relay(const std::byte* end) {
    end -= relay_bytes<T>;
    --next_;
    const index from = next_ - stored_at<index>(end);
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

  index seen_from_here(offset o) const { return next_ + static_cast<index>(o); }
  std::string terms_at(const std::byte* begin, operand_counts n) const {
    const terms_entry<T> terms{begin, n.stored};
    std::string text;
    for (size_t k = 0; k < n.all(); ++k) {
      const T partial = k < n.stored ? terms.partial(k) : T(k < n.stored + n.plus ? 1 : -1);
      text += term(partial, seen_from_here(terms.operand(k)), k == 0);
    }
    return text;
  }
  std::string term(const T& partial, index operand, bool is_first) const {
    const bool negative = partial < T(0);
    const T size = negative ? T(-partial) : partial;
    std::string text = is_first ? (negative ? "-" : "") : negative ? " - " : " + ";
    if (!(size == T(1))) text += base::printed(innermost(size)) + ' ';
    return text + 'd' + name(operand);
  }

  std::string names(size_t count) const {
    return count == 1 ? name(next_) : name(next_) + " ... " + name(next_ + count - 1);
  }
  std::string name(index i) const {
    for (const input_block& block : ledger_.inputs) {
      if (block.name.empty() || i < block.first || i - block.first >= block.count) continue;
      return block.is_range ? block.name + "[" + std::to_string(i - block.first) + "]" : block.name;
    }
    return "%" + std::to_string(i - ledger_.first());
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
