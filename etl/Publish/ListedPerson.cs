namespace PersonEtl.Etl.Publish;

/// <summary>A published person as the numbers of deltas lead to it.</summary>
/// <param name="Id">The person.</param>
/// <param name="Number">The number that it goes by, packed; 0 when it has none.</param>
/// <param name="Numbers">All that it lists, packed.</param>
/// <param name="IsStale">Whether its last document could not be read.</param>
internal sealed record ListedPerson(Guid Id, ulong Number, IReadOnlyList<ulong> Numbers, bool IsStale);
