// Random programs over any number type: registers, and instructions that a person could have
// written as a line of code. Where the program branches on values, the way taken is remembered, so
// that finite differences go the same way.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

#include "random.hpp"
#include "tapeless/tape.hpp"

namespace tapeless::tests {

struct instruction {
  int code;
  std::size_t to, a, b, c;  // registers
  double constant;
};

class random_program {
 public:
  static constexpr int codes = 36;

  random_program(std::uint32_t seed, std::size_t inputs, std::size_t length)
      : inputs_(inputs), registers_(inputs + 4) {
    random_numbers random(seed);
    const auto below = [&random](std::size_t n) {
      return static_cast<std::size_t>(random.in({0, static_cast<double>(n)}));
    };
    for (std::size_t i = 0; i < length; ++i)
      lines_.push_back({static_cast<int>(below(codes)), below(registers_), below(registers_),
                        below(registers_), below(registers_), random.in({-1, 1})});
  }

  std::size_t inputs() const { return inputs_; }
  std::size_t results() const { return registers_; }
  const std::vector<instruction>& lines() const { return lines_; }

  // Runs it. When `ways` is empty the branches are remembered there, else they are taken from it.
  // at_checkpoint(f, args...) calls f.
  template <class X, class Checkpoint>
  std::vector<X> run(const std::vector<X>& inputs, std::vector<bool>& ways,
                     const Checkpoint& at_checkpoint) const {
    branching branch(ways);
    std::vector<X> r = inputs;
    for (std::size_t i = inputs.size(); i < registers_; ++i)
      r.push_back(i % 2 == 0 ? X(0.5) : r[0] * 0.5 + 0.1);
    for (const instruction& line : lines_) {
      step(line, r, branch, at_checkpoint);
      X& x = r[line.to];
      if (branch(std::abs(static_cast<double>(x)) > 4)) x = x / (1 + x * x);
    }
    return r;
  }

 private:
  class branching {
   public:
    explicit branching(std::vector<bool>& ways) : ways_(ways), is_first_(ways.empty()) {}
    bool operator()(bool way) {
      if (is_first_) ways_.push_back(way);
      return ways_[next_++];
    }

   private:
    std::vector<bool>& ways_;
    std::size_t next_ = 0;
    bool is_first_;
  };

  template <class X>
  static X sum_of(const std::vector<X>& x) {
    if constexpr (taped::number<X>) return sum(x);
    X s = 0;
    for (const X& each : x) s += each;
    return s;
  }
  template <class X>
  static X dot_of(const std::vector<X>& x, const std::vector<X>& y) {
    if constexpr (taped::number<X>) return dot(x, y);
    X s = 0;
    for (std::size_t i = 0; i < x.size(); ++i) s += x[i] * y[i];
    return s;
  }
  template <class X>
  static X norm_of(const std::vector<X>& x) {
    if constexpr (taped::number<X>) return norm(x);
    else return std::sqrt(dot_of(x, x));
  }

  template <class X>
  static X added(X s, const X& a) {
    s += a * 0.5;
    s -= 0.25;
    return s;
  }
  template <class X>
  static auto expression(const X& a, const X& b) {
    const X local = a * b;
    return local * a - b;
  }

  template <class X, class Checkpoint>
  static void step(const instruction& line, std::vector<X>& r, branching& branch,
                   const Checkpoint& at_checkpoint) {
    using std::atan, std::cos, std::exp, std::log, std::sin, std::sqrt, std::tanh;
    X& to = r[line.to];
    X& a = r[line.a];
    X& b = r[line.b];
    X& c = r[line.c];
    const double k = line.constant;
    switch (line.code) {
      case 0:
        to = a + b * k;
        break;
      case 1:
        to = a - b;
        break;
      case 2:
        to = a * b;
        break;
      case 3:
        to = a / (b * b + 1);
        break;
      case 4:
        to = sin(a) * cos(b);
        break;
      case 5:
        to = exp(-a * a) + k;
        break;
      case 6:
        to = sqrt(a * a + b * b + 1) - c;
        break;
      case 7:
        to = log(a * a + 1.5) * k;
        break;
      case 8:
        to = tanh(a - b);
        break;
      case 9:
        to = atan(k * a + b * c) - to;
        break;
      case 10:
        to += a;
        break;
      case 11:
        to += a * b;
        break;
      case 12:
        to -= a * c + b;
        break;
      case 13:
        to *= b + k;
        break;
      case 14:
        to /= 1 + a * a;
        break;
      case 15: {
        auto d = a - b;
        to = d * d * c + d;
        break;
      }
      case 16: {
        auto d = a * b;
        d += c;
        to += d;
        d *= a;
        to -= d * k;
        break;
      }
      case 17:
        to = a;
        break;
      case 18:
        std::swap(to, a);
        break;
      case 19:
        to = k;
        break;
      case 20: {
        const std::vector<X> range(r.begin(), r.begin() + static_cast<long>(line.a + 1));
        to = sum_of(range) * 0.25;
        break;
      }
      case 21: {
        const std::vector<X> range{a, X(k), b, c, b}, other{c, a, to, X(k), X(1)};
        to = dot_of(range, other);
        break;
      }
      case 22:
        to += norm_of(std::vector<X>{a, b, X(1), to});
        break;
      case 23:
        if (branch(a < b)) to += c;
        else to = b * c;
        break;
      case 24:
        to = branch(a > k) ? a : b;
        break;
      case 25:
        ++to;
        break;
      case 26: {
        const X before = to--;
        to *= before;
        break;
      }
      case 27: {
        auto copy = r;
        copy[line.a] += b;
        r = std::move(copy);
        break;
      }
      case 28: {
        const auto f = [k](const X& x, const X& y) -> X {
          X s = x * y;
          for (int i = 0; i < 3; ++i) s += sin(s) * y * k;
          return s;
        };
        to = at_checkpoint(f, a, b);
        break;
      }
      case 29:
        to = added<X>(a * b, c);
        break;
      case 30:
        to = added(to, a);
        break;
      case 31:
        to = expression(a, b);
        break;
      case 32:
        to = -a;
        break;
      case 33: {
        const X early = to;
        to += a * k;
        to -= early * b * 0.5;
        break;
      }
      case 34: {
        auto d = to * 1;
        to += a;
        auto e = d * to;
        to = e - d;
        break;
      }
      default:
        for (int i = 0; i < 3; ++i) to += r[(line.a + static_cast<std::size_t>(i)) % r.size()] * b;
    }
  }

  std::size_t inputs_, registers_;
  std::vector<instruction> lines_;
};

}  // namespace tapeless::tests
