// All public headers whose libraries are there.
#include <tapeless/first_nan.hpp>
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>
#include <tapeless/verify.hpp>

#if __has_include(<zlib.h>)
#include <tapeless/interop/npz.hpp>
inline void keep(const std::string& path) {
  auto theta = tapeless::parameters(tapeless::input<"a"> = 1.0);
  save(theta, path);
  load(theta, path);
}
#endif
#if __has_include(<nlohmann/json.hpp>)
#include <tapeless/interop/safetensors.hpp>
inline void keep_beside(const std::string& path) {
  auto theta = tapeless::parameters(tapeless::input<"a"> = 1.0);
  save_safetensors(theta, path);
  load_safetensors(theta, path);
}
#endif
#if __has_include(<nlopt.h>)
#include <tapeless/interop/nlopt.hpp>
#endif
#if __has_include(<Eigen/Core>)
#include <tapeless/interop/eigen.hpp>
#endif
#if __has_include(<ceres/first_order_function.h>) && __has_include(<Eigen/Core>)
#include <tapeless/interop/ceres.hpp>
#endif
