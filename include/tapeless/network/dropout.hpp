// Dropout (Srivastava et al., 2014): nothing in inference. Training needs random numbers in
// formulas, which are not there yet.
#pragma once

#include "tapeless/network/features.hpp"

namespace tapeless {

namespace network {

template <class Rate>
struct dropout {
  template <features X>
  constexpr auto operator()(X x) const {
    static_assert(std::is_same_v<typename X::mode, inference>,
                  "tapeless: dropout() is for inference only; leave it out of what is trained");
    return x;
  }
};

}  // namespace network

namespace layers {

// dropout(0.25_c)
template <expr::formula Rate>
constexpr auto dropout(Rate) {
  return network::dropout<Rate>{};
}

}  // namespace layers

}  // namespace tapeless
