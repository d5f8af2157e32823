// An older language is one line of complaint, and not thousands.
#pragma once

#if __cplusplus < 202002L
#error tapeless needs C++20: compile with -std=c++20
#include "compilation ends here"  // nothing but a missing file ends a compilation
#endif
