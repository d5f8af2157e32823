// The headers that all tests share are compiled once, with this file (CMake's precompiled headers).
