using PersonEtl.Etl.Enrich;
using PersonEtl.Etl.Sources;
using PersonEtl.Etl.Sources.Matrikkel;

namespace PersonEtl.UnitTests.Sources;

public sealed class SavedAddressesTests : IDisposable
{
    private static readonly AddressRegister Made = Register(
        new AddressEntry(1, 301, 1320, 7, 'B', false, 0, 0, 0, 0, 3010101, 11UL, 151),
        new AddressEntry(2, 301, 1320, 9, '\0', false, 0, 0, 0, 0, 3010102, 11UL, 151),
        new AddressEntry(3, 5534, 0, 0, '\0', true, 33, 1144, 0, 2, 55340208));

    private readonly DeliveryFolder folder = new(SourceName.Matrikkel);
    private readonly TemporaryFolder cache = new();

    private string File => Path.Combine(cache.Path, "matrikkel.register");

    [Fact]
    public void A_register_comes_back_as_it_was()
    {
        Saved().Save(Delivery("a"), Made);
        var found = Saved().Find(Delivery("a"));
        Assert.NotNull(found);
        Assert.Equal(Made.Entries, found.Entries);
        Assert.Equal(Made.ExtractedAt, found.ExtractedAt);
        Assert.Equal(Made.FindByStreetOnly(301, 1320), found.FindByStreetOnly(301, 1320));
        Assert.Equal(["matrikkel.register"], Directory.EnumerateFiles(cache.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void An_empty_one_too()
    {
        Saved().Save(Delivery("a"), AddressRegister.Empty);
        Assert.Equal(0, Saved().Find(Delivery("a"))!.Count);
        Assert.Null(Saved().Find(Delivery("a"))!.ExtractedAt);
    }

    [Fact]
    public void One_of_another_delivery_is_none_and_is_replaced()
    {
        Assert.Null(Saved().Find(Delivery("a")));
        Saved().Save(Delivery("a"), Made);
        Assert.Null(Saved().Find(Delivery("b")));
        Saved().Save(Delivery("b"), AddressRegister.Empty);
        Assert.Equal(0, Saved().Find(Delivery("b"))!.Count);
        Assert.Null(Saved().Find(Delivery("a")));
    }

    [Fact]
    public void One_that_is_cut_off_or_damaged_anywhere_is_none()
    {
        Saved().Save(Delivery("a"), Made);
        var whole = System.IO.File.ReadAllBytes(File);
        for (var at = 0; at < whole.Length; at++)
        {
            System.IO.File.WriteAllBytes(File, whole[..at]);
            Assert.Null(Saved().Find(Delivery("a")));
            byte[] damaged = [.. whole];
            damaged[at] ^= 1;
            System.IO.File.WriteAllBytes(File, damaged);
            Assert.Null(Saved().Find(Delivery("a")));
        }
    }

    [Fact]
    public void One_that_can_not_be_read_is_none()
    {
        Saved().Save(Delivery("a"), Made);
        using (new FileStream(File, FileMode.Open, FileAccess.ReadWrite, FileShare.None)) Assert.Null(Saved().Find(Delivery("a")));
        Assert.NotNull(Saved().Find(Delivery("a")));
    }

    public void Dispose()
    {
        folder.Dispose();
        cache.Dispose();
    }

    private SavedAddresses Saved() => new(cache.Path);

    private Delivery Delivery(string sha256) => folder.Delivery with { Manifest = folder.Delivery.Manifest with { Files = [new("addresses.csv", 1, sha256)] } };

    private static AddressRegister Register(params AddressEntry[] entries)
    {
        var register = new AddressRegisterBuilder();
        foreach (var entry in entries) register.Add(entry);
        register.SeenExtraction(new(2026, 7, 20, 5, 25, 22, DateTimeKind.Unspecified));
        return register.Build();
    }
}
