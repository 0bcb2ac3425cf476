using PersonEtl.Etl.Enrich;

namespace PersonEtl.Etl.Sources.Krr;

/// <summary>Reads deliveries of KRR, Digdir's register of contact information and reservations.</summary>
internal static class KrrReader
{
    /// <summary>All persons of a delivery, without their certificates.</summary>
    public static Task<ContactRegister> ReadAsync(Delivery delivery, SourceReading reading, CancellationToken cancellationToken)
        => ReadAsync([delivery], certificates: false, reading, cancellationToken);

    /// <summary>All persons of a chain, oldest delivery first. Certificates are some 2 kB a person, so they are read only when wanted.</summary>
    /// <exception cref="BadInputException">A file that is empty, cut off, or no JSON of KRR.</exception>
    public static async Task<ContactRegister> ReadAsync(IReadOnlyList<Delivery> chain, bool certificates, SourceReading reading, CancellationToken cancellationToken)
    {
        var unread = new UnreadRecords<ulong>(reading);
        var register = await ReadAsync(chain, certificates, unread, reading, cancellationToken);
        unread.Close();
        return register;
    }

    /// <summary>The numbers of a delivery's records that can't be read, as far as these can; the others are quarantined.</summary>
    public static async Task<IReadOnlyCollection<ulong>> UnreadNumbersAsync(Delivery delivery, SourceReading reading, CancellationToken cancellationToken)
    {
        var unread = new UnreadRecords<ulong>(reading);
        await ReadAsync([delivery], certificates: false, unread, reading, cancellationToken);
        return unread.Keys;
    }

    private static async Task<ContactRegister> ReadAsync(IReadOnlyList<Delivery> chain, bool certificates, UnreadRecords<ulong> unread, SourceReading reading, CancellationToken cancellationToken)
    {
        var register = new ContactRegisterBuilder();
        var record = new KrrRecord(certificates);
        foreach (var delivery in chain)
        {
            foreach (var file in delivery.Manifest.Files)
            {
                await using var stream = DeliveryStream.Open(delivery, file);
                await new KrrFile(delivery.Name, file.Name, DeliveryStream.Place(delivery, file), register, record, unread, reading).ReadAsync(stream, cancellationToken);
            }
        }
        return register.Build();
    }
}
