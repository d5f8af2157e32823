// A reduction row says how partial results combine, from which start, and its derivative. x is the
// tensor, z the result, and `over` the reduced axes, which can themselves reduce: over.sum(x),
// over.mean(x), over.product(x), over.greatest(x), over.least(x), over.shift(x); over.count() is
// how many elements they have, over.step() which of them it is.
#pragma once

#include <limits>

#include "tapeless/op/math.hpp"
#include "tapeless/op/row.hpp"

namespace tapeless::op {

struct sum : reducing {
  static constexpr std::string_view name = "sum";
  static constexpr double start = 0;
  [[gnu::always_inline]] static constexpr auto combine(auto z, auto x) { return z + x; }
  static constexpr auto adjoint(auto g, auto, auto, auto) { return grads(g); }
};

// A factor of 0 is left out of the quotient z / x, so the gradient is right with no, one or several
// zeros. (Of two, each has the other one in its gradient: a 0 that has a derivative.)
struct product : reducing {
  static constexpr std::string_view name = "product";
  static constexpr double start = 1;
  [[gnu::always_inline]] static constexpr auto combine(auto z, auto x) { return z * x; }
  static constexpr auto adjoint(auto g, auto x, auto z, auto over) {
    const auto zeros = over.sum(math::where(x == 0, 1, 0));
    const auto others = over.product(math::where(x == 0, 1, x));
    const auto other_zero = over.sum(math::where(x == 0, x, 0)) - x;
    const auto at_0 =
        math::where(zeros == 1, others, math::where(zeros == 2, others * other_zero, 0));
    return grads(g * math::where(x == 0, at_0, z / x));
  }
};

// Equal extremes share the gradient.
struct extreme : reducing {
  static constexpr auto adjoint(auto g, auto x, auto z, auto over) {
    const auto ties = over.sum(math::where(x == z, 1, 0));
    return grads(math::where(x == z, g / ties, 0));
  }
};

struct greatest : extreme {
  static constexpr std::string_view name = "max";
  static constexpr nature is = selects;
  static constexpr double start = -std::numeric_limits<double>::infinity();
  [[gnu::always_inline]] static constexpr auto combine(auto z, auto x) {
    return math::where(math::is_nan(x) || math::less(z, x), x, z);
  }
};

// The same, but of equal greatest the first, in the order of the axes, has all of the gradient.
struct first_greatest : greatest {
  static constexpr std::string_view name = "first_max";
  static constexpr auto adjoint(auto g, auto x, auto z, auto over) {
    const auto first = over.least(math::where(x == z, over.step(), over.count()));
    return grads(math::where(over.step() == first, g, 0));
  }
};

struct least : extreme {
  static constexpr std::string_view name = "min";
  static constexpr nature is = selects;
  static constexpr double start = std::numeric_limits<double>::infinity();
  [[gnu::always_inline]] static constexpr auto combine(auto z, auto x) {
    return math::where(math::is_nan(x) || math::less(x, z), x, z);
  }
};

// Not sum / count: the sum may overflow where the mean does not.
struct mean : reducing {
  static constexpr std::string_view name = "mean";
  static constexpr bool averages = true;
  static constexpr double start = 0;
  [[gnu::always_inline]] static constexpr auto combine(auto z, auto x) { return z + x; }
  static constexpr auto adjoint(auto g, auto, auto, auto over) { return grads(g / over.count()); }
};

// The mean of the squared differences from the mean. (Not mean(x^2) - mean(x)^2, whose digits
// cancel.)
struct variance : reducing {
  static constexpr std::string_view name = "variance";
  static constexpr nature is = nonnegative;
  static constexpr bool composite = true;

  [[gnu::always_inline]] static constexpr auto value(auto x, auto over) {
    const auto difference = x - over.mean(x);
    return over.mean(difference * difference);
  }
  // (What flows through the mean is 0: the differences add up to 0.)
  static constexpr auto adjoint(auto g, auto x, auto, auto over) {
    return grads(2 * g / over.count() * (x - over.mean(x)));
  }
};

// What is taken out of exponents, so that they do not overflow: the greatest (0 when it is
// infinite). Nothing flows back through it, because it is only for what does not depend on it:
// exp(x - shift) / sum(exp(x - shift)), and the like.
struct shift : reducing {
  static constexpr std::string_view name = "shift";
  static constexpr bool composite = true;

  [[gnu::always_inline]] static constexpr auto value(auto x, auto over) {
    const auto m = over.greatest(x);
    return math::where(math::is_finite(m), m, 0);
  }
  static constexpr auto adjoint(auto, auto, auto, auto) { return grads(0); }
};

// log(sum(exp(x))), without overflow: the greatest x is taken out first (and not when it is
// infinite).
struct logsumexp : reducing {
  static constexpr std::string_view name = "logsumexp";
  static constexpr nature is = forgets;
  static constexpr bool composite = true;

  [[gnu::always_inline]] static constexpr auto value(auto x, auto over) {
    const auto m = shift::value(x, over);
    return m + math::log(over.sum(math::exp(x - m)));
  }
  static constexpr auto adjoint(auto g, auto x, auto, auto over) {
    const auto e = math::exp(x - over.shift(x));
    return grads(g / over.sum(e) * e);
  }
};

}  // namespace tapeless::op
