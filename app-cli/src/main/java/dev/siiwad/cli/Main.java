package dev.siiwad.cli;

final class Main {}
