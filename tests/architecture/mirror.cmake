# Names the headers without a test at the mirrored path: pass/hoist.hpp is tested by
# tests/pass/hoist.cpp. It only informs, since a law or a test further up may cover a header.
cmake_minimum_required(VERSION 3.23)

set(tests ${CMAKE_CURRENT_LIST_DIR}/..)
set(include ${tests}/../include/tapeless)
file(GLOB_RECURSE headers RELATIVE ${include} ${include}/*.hpp)
foreach(header IN LISTS headers)
  string(REGEX REPLACE "hpp$" "cpp" test ${header})
  if(NOT EXISTS ${tests}/${test})
    message(STATUS "${header} has no tests/${test}")
  endif()
endforeach()
