namespace PersonEtl.DatabaseTests.Database;

/// <summary>Tests that start servers on ports run one after another: a port that one let go of for a moment must not be taken by the next.</summary>
[CollectionDefinition(Name)]
public sealed class PrivateClusters
{
    public const string Name = "private clusters";
}
