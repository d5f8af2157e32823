// Learning: parameters, optimizers, learning-rate schedules, solvers. To be included beside
// <tapeless/tapeless.hpp>.
//
//   auto theta = parameters(slope = 6.0, weights = zeros(25, 10));
//   adam opt{.learning_rate = 0.1};
//   const auto r = fit(theta, height = h);
//   opt.step(theta, r);             // moves what theta and r share; the rest of theta stays
//   opt.step(theta, r, project);    // and then calls project(theta)
//   const auto end = minimize(loss, wrt(slope, weights), height = h, theta, lbfgs{});
//
// With opt.threads = n the work is shared by n threads; the results have the same bits for any n.
#pragma once

#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored \
    "-Wshadow"  // g++ compares a header's own names with the user's global ones
#endif

#include "tapeless/base/cpp20.hpp"
#include "tapeless/optimize/adadelta.hpp"
#include "tapeless/optimize/adagrad.hpp"
#include "tapeless/optimize/adam.hpp"
#include "tapeless/optimize/adamw.hpp"
#include "tapeless/optimize/clip_by_norm.hpp"
#include "tapeless/optimize/curves.hpp"
#include "tapeless/optimize/lbfgs.hpp"
#include "tapeless/optimize/levenberg_marquardt.hpp"
#include "tapeless/optimize/minimize.hpp"
#include "tapeless/optimize/nadam.hpp"
#include "tapeless/optimize/rmsprop.hpp"
#include "tapeless/optimize/sgd.hpp"
#include "tapeless/optimize/unit_rows.hpp"

#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif
