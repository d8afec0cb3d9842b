package io.reissue.store.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.mac.HmacParameters;
import com.google.crypto.tink.mac.MacConfig;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keys in a folder: Tink keysets and one JWK, each made when it is first needed. The folder is mode 0700, its files 0600; all
 * processes of an installation share it; it is backed up apart from the database, or not at all.
 * They hold keys in the clear, protected by the file system alone.
 */
public final class FileKeyRing implements KeyRing {
    private static final String INVENTORY = "inventory";
    private static final String NUMBER_TOKEN = "number-token";
    private static final String PLATFORM_SECRETS = "platform-secrets";
    private static final String REAL_NAME = "real-name";
    private static final String CERTIFICATE = "certificate";
    /** The tag is the whole digest: it is a name, and two numbers must never share one. */
    private static final int TAG_BYTES = 32;

    static {
        try {
            AeadConfig.register();
            MacConfig.register();
        } catch (GeneralSecurityException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final KeyFolder folder;
    private final Clock clock;
    private final Map<String, Aead> aeads = new ConcurrentHashMap<>();
    private final Map<String, Mac> macs = new ConcurrentHashMap<>();
    private final Map<String, ECKey> signing = new ConcurrentHashMap<>();

    public FileKeyRing(Path folder, Clock clock) {
        this.folder = new KeyFolder(folder);
        this.clock = clock;
    }

    @Override
    public Aead inventory() {
        // One key for all numbers and for ever: long nonces, so that no count of random ones is ever too many.
        return aead(INVENTORY, PredefinedAeadParameters.XAES_256_GCM_192_BIT_NONCE);
    }

    @Override
    public Mac numberToken() {
        return macs.computeIfAbsent(NUMBER_TOKEN, name -> {
            try {
                var parameters = HmacParameters.builder()
                        .setKeySizeBytes(TAG_BYTES)
                        .setTagSizeBytes(TAG_BYTES)
                        .setHashType(HmacParameters.HashType.SHA256)
                        .setVariant(HmacParameters.Variant.NO_PREFIX)
                        .build();
                return keyset(name, parameters).getPrimitive(RegistryConfiguration.get(), Mac.class);
            } catch (GeneralSecurityException e) {
                throw unusable(name, e);
            }
        });
    }

    @Override
    public Aead platformSecrets() {
        return aead(PLATFORM_SECRETS, PredefinedAeadParameters.AES256_GCM);
    }

    @Override
    public Aead realName() {
        return aead(REAL_NAME, PredefinedAeadParameters.AES256_GCM);
    }

    @Override
    public ECKey certificateSigning() {
        return signing.computeIfAbsent(CERTIFICATE, name -> {
            var stored = folder.readOrMake(name, FileKeyRing::newSigningKey);
            try {
                return ECKey.parse(new String(stored, StandardCharsets.UTF_8));
            } catch (ParseException e) {
                throw unusable(name, e);
            }
        });
    }

    @Override
    public KeyEncryptionKey keyEncryptionKey() {
        var today = clock.instant().atOffset(ZoneOffset.UTC);
        var id = "kek-" + today.getYear() + "Q" + today.get(IsoFields.QUARTER_OF_YEAR);
        return new KeyEncryptionKey(id, aead(id, PredefinedAeadParameters.AES256_GCM));
    }

    @Override
    public Aead keyEncryptionKey(String id) {
        return aeads.computeIfAbsent(id, name -> {
            if (!name.startsWith("kek-")) throw new KeyRingException("no key-encryption key " + name);
            return aeadOf(
                    name, folder.read(name).orElseThrow(() -> new KeyRingException("no key-encryption key " + name)));
        });
    }

    private Aead aead(String name, Parameters parameters) {
        return aeads.computeIfAbsent(
                name, missing -> aeadOf(missing, folder.readOrMake(missing, () -> newKeyset(parameters))));
    }

    private static Aead aeadOf(String name, byte[] stored) {
        try {
            return parse(stored).getPrimitive(RegistryConfiguration.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw unusable(name, e);
        }
    }

    private KeysetHandle keyset(String name, Parameters parameters) throws GeneralSecurityException {
        return parse(folder.readOrMake(name, () -> newKeyset(parameters)));
    }

    private static KeysetHandle parse(byte[] stored) throws GeneralSecurityException {
        return TinkProtoKeysetFormat.parseKeyset(stored, InsecureSecretKeyAccess.get(), RegistryConfiguration.get());
    }

    private static byte[] newKeyset(Parameters parameters) throws GeneralSecurityException {
        var made = KeysetHandle.generateNew(parameters, RegistryConfiguration.get());
        return TinkProtoKeysetFormat.serializeKeyset(made, InsecureSecretKeyAccess.get(), RegistryConfiguration.get());
    }

    private static byte[] newSigningKey() throws GeneralSecurityException {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate()
                    .toJSONString()
                    .getBytes(StandardCharsets.UTF_8);
        } catch (JOSEException e) {
            throw new GeneralSecurityException("no signing key could be made", e);
        }
    }

    private static KeyRingException unusable(String name, Exception cause) {
        return new KeyRingException("the key " + name + " is there but can't be used", cause);
    }
}
