namespace PersonEtl.Etl.Mart;

/// <summary>An id given up by a merger, the id that stands for it now, and the generation that first said so.</summary>
internal sealed record PersonAlias(Guid Id, Guid Survivor, int Since);
