// The functions of statistics: what belongs to the normal distribution, logarithms of
// probabilities, the gamma function.
#pragma once

#include "tapeless/op/activation.hpp"
#include "tapeless/op/transcendental.hpp"

namespace tapeless::op {

// exp(-c x^2)
struct bell : binary {
  static constexpr std::string_view name = "bell";
  static constexpr nature is = nonnegative | bounded | forgets;
  static constexpr int cost = 30;
  [[gnu::always_inline]] static constexpr auto value(auto x, auto c) { return math::bell(x, c); }
  static constexpr auto adjoint(auto g, auto x, auto c, auto z) {
    return grads(-2 * g * (c * (x * z)), -(g * (x * (x * z))));
  }
};

struct erf : unary {
  static constexpr std::string_view name = "erf";
  static constexpr nature is = bounded | forgets;
  static constexpr int cost = 30;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::erf(x); }
  template <class X>
  static constexpr auto slope(X x) {
    return math::bell(x, math::constant<X>(1)) * math::constant<X>(2 / math::root_of_pi);
  }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(g * slope(x)); }
};

// 1 - erf(x)
struct erfc : unary {
  static constexpr std::string_view name = "erfc";
  static constexpr nature is = nonnegative | bounded | forgets;
  static constexpr int cost = 30;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::erfc(x); }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(-(g * erf::slope(x))); }
};

// The number whose erf is x, for -1 <= x <= 1.
struct erfinv : unary {
  static constexpr std::string_view name = "erfinv";
  static constexpr nature is = pole;
  static constexpr int cost = 150;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::erfinv(x); }
  // 1 / erf'(z), less what the rounding of z makes of it.
  template <class X>
  static constexpr auto adjoint(auto g, X x, X z) {
    const auto size = math::abs(z);
    const auto slope = 1 / erf::slope(z);
    const auto below = math::computing::missing(math::abs(x), size);
    const auto whole = math::where(slope - slope == 0, 1 + 2 * size * (below * slope), 1);
    return grads(g * (slope * whole));
  }
};

// How likely a standard normal number is below x: erfc(-x / sqrt(2)) / 2.
struct normal_cdf : unary {
  static constexpr std::string_view name = "normal_cdf";
  static constexpr nature is = nonnegative | bounded | forgets;
  static constexpr int cost = 60;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::normal_cdf(x); }
  template <class X>
  static constexpr auto density(X x) {
    return math::bell(x, math::constant<X>(0.5L)) *
           math::constant<X>(math::root_of_half / math::root_of_pi);
  }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(g * density(x)); }
};

// exp(-x^2 / 2) / sqrt(2 pi)
struct normal_pdf : composite_unary {
  static constexpr std::string_view name = "normal_pdf";
  static constexpr nature is = nonnegative | bounded | forgets;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return normal_cdf::density(x); }
  static constexpr auto adjoint(auto g, auto x, auto z) { return grads(-(g * (x * z))); }
};

// The logarithm of that.
struct normal_logpdf : composite_unary {
  static constexpr std::string_view name = "normal_logpdf";
  static constexpr int cost = 3;
  template <class X>
  [[gnu::always_inline]] static constexpr auto value(X x) {
    return -(x * x + math::constant<X>(1.83787706640934548356065947281123527L)) / 2;
  }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(-(g * x)); }
};

// log(1 - exp(x)), for x < 0. Whoever writes log1p(-exp(x)) in a formula gets this
// (ir/simplify.hpp).
struct log1mexp : transcendental {
  static constexpr std::string_view name = "log1mexp";
  static constexpr nature is = pole | forgets;
  static constexpr int cost = 60;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::log1mexp(x); }
  static constexpr auto adjoint(auto g, auto x, auto) {
    return grads(g * (math::exp(x) / math::expm1(x)));
  }
};

// log(x / (1 - x)), for 0 < x < 1
struct logit : composite_unary {
  static constexpr std::string_view name = "logit";
  static constexpr nature is = pole;
  [[gnu::always_inline]] static constexpr auto value(auto x) {
    const auto middle = 4 * x > 1 && 4 * x < 3;
    return math::where(middle, math::log1p((2 * x - 1) / (1 - x)), math::log(x / (1 - x)));
  }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(g / x / (1 - x)); }
};

// x log(y), and 0 where x is 0, whatever y is.
struct xlogy : binary {
  static constexpr std::string_view name = "xlogy";
  static constexpr bool composite = true;
  static constexpr nature is = pole | forgets;
  static constexpr int cost = 20;
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) {
    return math::where(x == 0, 0, x * math::log(y));
  }
  static constexpr auto adjoint(auto g, auto x, auto y, auto) {
    return grads(g * math::log(y), math::with_factor(x, g * (x / y)));
  }
};

// log(exp(x) + exp(y)), without overflow
struct logaddexp : binary {
  static constexpr std::string_view name = "logaddexp";
  static constexpr bool composite = true;
  static constexpr bool commutative = true;
  static constexpr nature is = forgets;
  static constexpr int cost = 40;
  template <class X>
  [[gnu::always_inline]] static constexpr auto value(X x, auto y) {
    const auto greater = math::where(x < y, y, x);
    return math::where(x == y, x + math::constant<X>(math::log_of<2>),
                       greater + math::log1p(math::exp(math::minus_size(x - y))));
  }
  static constexpr auto adjoint(auto g, auto x, auto y, auto) {
    const auto same_infinity = x == y && !math::is_finite(x);
    return grads(math::where(same_infinity, g / 2, g * sigmoid::value(x - y)),
                 math::where(same_infinity, g / 2, g * sigmoid::value(y - x)));
  }
};

struct lgamma : transcendental {
  static constexpr std::string_view name = "lgamma";
  static constexpr nature is = pole;
  static constexpr int cost = 100;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::lgamma(x); }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(g * math::digamma(x)); }
};

struct tgamma : transcendental {
  static constexpr std::string_view name = "tgamma";
  static constexpr nature is = pole;
  static constexpr int cost = 100;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::tgamma(x); }
  static constexpr auto adjoint(auto g, auto x, auto z) {
    return grads(g * (z * math::digamma(x)));
  }
};

// The derivative of lgamma.
struct digamma : transcendental {
  static constexpr std::string_view name = "digamma";
  static constexpr nature is = pole;
  static constexpr int cost = 100;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::digamma(x); }
  template <class X>
  static constexpr auto adjoint(auto g, X x, auto) {
    return grads(g * math::polygamma(math::constant<X>(1), x));
  }
};

// Its derivative of order n, a constant.
struct polygamma : binary {
  static constexpr std::string_view name = "polygamma";
  static constexpr nature is = pole;
  static constexpr int cost = 200;
  [[gnu::always_inline]] static constexpr auto value(auto n, auto x) {
    return math::polygamma(n, x);
  }
  static constexpr auto adjoint(auto g, auto n, auto x, auto) {
    return grads(0 * g, g * math::polygamma(n + 1, x));
  }
};

}  // namespace tapeless::op
