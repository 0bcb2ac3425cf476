namespace PersonEtl.Etl.Run;

/// <summary>How many persons' current residential address came into a municipality and left it, by the register's own numbers.</summary>
internal sealed record MunicipalityMoves(string MunicipalityNumber, long MovedIn, long MovedOut);
