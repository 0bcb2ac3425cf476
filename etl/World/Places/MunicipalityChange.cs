namespace PersonEtl.Etl.World.Places;

/// <summary>What became of a municipality number on a day: renamed (old equals new), renumbered, merged or split.</summary>
internal sealed record MunicipalityChange(DateOnly Occurred, string Old, string New);
