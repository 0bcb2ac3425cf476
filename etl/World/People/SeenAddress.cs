namespace PersonEtl.Etl.World.People;

/// <summary>
/// An address as a night can know it: the municipality number, street code (0 where it tells nothing) and cadastral number it can be found by,
/// and the number its unit begins with.
/// </summary>
internal readonly record struct SeenAddress(string Municipality, int StreetCode, (int Land, int Title) Title);
