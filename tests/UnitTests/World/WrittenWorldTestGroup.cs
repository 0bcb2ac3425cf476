namespace PersonEtl.UnitTests.World;

/// <summary>The classes that read the one written world.</summary>
[CollectionDefinition(nameof(WrittenWorld))]
public sealed class WrittenWorldTestGroup : ICollectionFixture<WrittenWorld>;
