// For whom this file is compiled, as a number: our release, the processor, threads, liberties with
// mathematics, exceptions. The linker keeps one of all functions that have one name; whatever is
// not the same for another target has the target in its name, so that files of one program may
// differ.
#pragma once

#include "tapeless/base/hash.hpp"

namespace tapeless::base {

// CMake reads it here.
inline constexpr std::string_view release = "0.1.0";

// A macro that is defined leaves its value in the text, another one its name.
#define TAPELESS_TEXT_OF(...) #__VA_ARGS__
#define TAPELESS_VALUES_OF(...) TAPELESS_TEXT_OF(__VA_ARGS__)

constexpr std::uint64_t target = hash_of(
    hash_of(release),
    hash_of(TAPELESS_VALUES_OF(__clang__, __x86_64__, __SSE3__, __SSSE3__, __SSE4_1__, __SSE4_2__,
                               __AVX__, __F16C__, __FMA__, __BMI__, __BMI2__, __AVX2__, __AVX512F__,
                               __AVX512CD__, __AVX512DQ__, __AVX512BW__, __AVX512VL__,
                               __AVX512IFMA__, __AVX512VBMI__, __AVX512VBMI2__, __AVX512BF16__,
                               __AVX512FP16__, __ARM_FEATURE_SVE, __ARM_FEATURE_SVE2)),
    hash_of(TAPELESS_VALUES_OF(_OPENMP, __cpp_exceptions, __FAST_MATH__, __FINITE_MATH_ONLY__,
                               __NO_SIGNED_ZEROS__, __RECIPROCAL_MATH__, __ASSOCIATIVE_MATH__)));

#undef TAPELESS_VALUES_OF
#undef TAPELESS_TEXT_OF

}  // namespace tapeless::base
