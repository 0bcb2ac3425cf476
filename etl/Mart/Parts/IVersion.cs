namespace PersonEtl.Etl.Mart;

/// <summary>What was so from a day (inclusive) to another (exclusive).</summary>
internal interface IVersion
{
    DateOnly? ValidFrom { get; }

    DateOnly? ValidTo { get; }
}
