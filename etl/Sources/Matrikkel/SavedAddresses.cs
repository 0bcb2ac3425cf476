using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using PersonEtl.Etl.Enrich;

namespace PersonEtl.Etl.Sources.Matrikkel;

/// <summary>
/// The register that was last made of a delivery, in a file as it lies in memory: a small pass needs it within a second, and the delivery has millions of rows.
/// A file of another delivery or another build of the program, or one that is damaged or can't be read, counts as none.
/// </summary>
/// <param name="folder">Where the file lies.</param>
internal sealed class SavedAddresses(string folder)
{
    private const int HashBytes = 16;
    private static readonly string Build = typeof(SavedAddresses).Module.ModuleVersionId.ToString("N");

    private readonly string path = Path.Combine(folder, "matrikkel.register");

    /// <summary>Keeps the register of a delivery, in the place of any other.</summary>
    /// <exception cref="IOException">The file can't be written; then there is none.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; nor is there any then.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It is larger than a file may be, as .NET says it.</exception>
    public void Save(Delivery delivery, AddressRegister register)
    {
        Directory.CreateDirectory(folder);
        File.Delete(path);
        var begun = path + ".begun";
        try
        {
            using (var file = File.Create(begun)) Write(file, HashOf(delivery), register);
            File.Move(begun, path);
        }
        finally
        {
            File.Delete(begun);
        }
    }

    /// <summary>The register of a delivery, when it is there.</summary>
    public AddressRegister? Find(Delivery delivery)
    {
        ReadOnlySpan<byte> rest = ReadAll();
        if (rest.Length < (2 * HashBytes) + Unsafe.SizeOf<Head>() || !XxHash128.Hash(rest[..^HashBytes]).AsSpan().SequenceEqual(rest[^HashBytes..])) return null;
        if (!rest[..HashBytes].SequenceEqual(HashOf(delivery))) return null;
        rest = rest[HashBytes..];
        var head = Take<Head>(ref rest, 1)[0];
        return new(Take<Street>(ref rest, head.Streets), Take<StreetAddress>(ref rest, head.StreetAddresses), Take<CadastralAddress>(ref rest, head.CadastralAddresses), head.ExtractedAt < 0 ? null : new(head.ExtractedAt));
    }

    private byte[] ReadAll()
    {
        try
        {
            return File.Exists(path) ? File.ReadAllBytes(path) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static void Write(FileStream file, ReadOnlySpan<byte> of, AddressRegister register)
    {
        var hash = new XxHash128();
        Write(of);
        Write(MemoryMarshal.AsBytes(new Head[] { new(register.ExtractedAt?.Ticks ?? -1, register.Streets.Length, register.StreetAddresses.Length, register.CadastralAddresses.Length) }.AsSpan()));
        Write(MemoryMarshal.AsBytes(register.Streets));
        Write(MemoryMarshal.AsBytes(register.StreetAddresses));
        Write(MemoryMarshal.AsBytes(register.CadastralAddresses));
        file.Write(hash.GetCurrentHash());

        void Write(ReadOnlySpan<byte> part)
        {
            hash.Append(part);
            file.Write(part);
        }
    }

    private static T[] Take<T>(ref ReadOnlySpan<byte> rest, int count)
        where T : unmanaged
    {
        var bytes = count * Unsafe.SizeOf<T>();
        var taken = MemoryMarshal.Cast<byte, T>(rest[..bytes]).ToArray();
        rest = rest[bytes..];
        return taken;
    }

    /// <summary>Of what the delivery holds, and of the build, for that lays out the rows.</summary>
    private static byte[] HashOf(Delivery delivery) => XxHash128.Hash(Encoding.UTF8.GetBytes(string.Join(' ', delivery.Manifest.Files.Select(f => f.Sha256).Prepend(Build))));

    private readonly record struct Head(long ExtractedAt, int Streets, int StreetAddresses, int CadastralAddresses);
}
