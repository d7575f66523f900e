package dev.siiwad.source.wikipedia.wikitext;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What the prefix of a link says: a picture, a category, a page in another language. The names of {@code namespaces.txt} hold everywhere, and those
 * that a dump gives for its own wiki beside them.
 */
final class Namespaces {
    private static final String FILE_NAME = "namespaces.txt";
    private static final int PREFIX_CHARS_MAX = 50;
    private static final int EXTENSION_CHARS_MAX = 8;
    private static final Map<String, Set<String>> EVERYWHERE = load();

    /** A target with a prefix and one of these at its end is a picture or sound in whatever language. */
    private static final Set<String> MEDIA = Set.of(
            "jpg", "jpeg", "png", "svg", "gif", "tif", "tiff", "webp", "xcf", "ogg", "oga", "ogv", "opus", "mp3", "wav",
            "flac", "mid", "webm", "pdf", "djvu", "stl");

    /** The languages that have a Wikipedia: a link to one of them says that the page exists there too. */
    private static final Set<String> LANGUAGES = names("""
            aa,ab,ace,ady,af,ak,als,alt,am,ami,an,ang,ann,anp,ar,arc,ary,arz,as,ast,atj,av,avk,awa,ay,az,azb,ba,ban,bar,bat-smg,bbc,bcl,be,
            be-tarask,be-x-old,bew,bg,bh,bi,bjn,blk,bm,bn,bo,bpy,br,bs,btm,bug,bxr,ca,cbk-zam,cdo,ce,ceb,ch,cho,chr,chy,ckb,co,cr,crh,cs,
            csb,cu,cv,cy,da,dag,de,dga,din,diq,dsb,dtp,dty,dv,dz,ee,el,eml,en,eo,es,et,eu,ext,fa,fat,ff,fi,fiu-vro,fj,fo,fon,fr,frp,frr,
            fur,fy,ga,gag,gan,gcr,gd,gl,glk,gn,gom,gor,got,gpe,gsw,gu,guc,gur,guw,gv,ha,hak,haw,he,hi,hif,ho,hr,hsb,ht,hu,hy,hyw,hz,ia,iba,
            id,ie,ig,igl,ii,ik,ilo,inh,io,is,it,iu,ja,jam,jbo,jv,ka,kaa,kab,kbd,kbp,kcg,kg,kge,ki,kj,kk,kl,km,kn,knc,ko,koi,kr,krc,ks,ksh,
            ku,kus,kv,kw,ky,la,lad,lb,lbe,lez,lfn,lg,li,lij,lld,lmo,ln,lo,lrc,lt,ltg,lv,lzh,mad,mai,map-bms,mdf,mg,mh,mhr,mi,min,mk,ml,mn,
            mni,mnw,mo,mos,mr,mrj,ms,mt,mus,mwl,my,myv,mzn,na,nah,nan,nap,nds,nds-nl,ne,new,ng,nia,nl,nn,no,nb,nov,nqo,nr,nrm,nso,nup,nv,ny,
            oc,olo,om,or,os,pa,pag,pam,pap,pcd,pcm,pdc,pfl,pi,pih,pl,pms,pnb,pnt,ps,pt,pwn,qu,rm,rmy,rn,ro,roa-rup,roa-tara,rsk,ru,rue,rup,
            rw,sa,sah,sat,sc,scn,sco,sd,se,sg,sgs,sh,shi,shn,si,simple,sk,skr,sl,sm,smn,sn,so,sq,sr,srn,ss,st,stq,su,sv,sw,syl,szl,szy,ta,
            tay,tcy,tdd,te,tet,tg,th,ti,tig,tk,tl,tly,tn,to,tpi,tr,trv,ts,tt,tum,tw,ty,tyv,udm,ug,uk,ur,uz,ve,vec,vep,vi,vls,vo,vro,wa,war,
            wo,wuu,xal,xh,xmf,yi,yo,yue,za,zea,zgh,zh,zh-classical,zh-min-nan,zh-yue,zh-cn,zh-tw,zu""");

    private final Set<String> files;
    private final Set<String> categories;

    /**
     * @param files what pictures are called in this wiki, beside the names that hold everywhere
     * @param categories likewise
     */
    Namespaces(Set<String> files, Set<String> categories) {
        this.files = and(EVERYWHERE.get("file"), files);
        this.categories = and(EVERYWHERE.get("category"), categories);
    }

    /** Whether the target of a link is a picture or sound shown in the page. */
    boolean isFile(CharSequence target) {
        return isFile(prefix(target), target);
    }

    /** Whether a link to the target shows nothing in the text. */
    boolean isHidden(CharSequence target) {
        String prefix = prefix(target);
        return !prefix.isEmpty()
                && (categories.contains(prefix) || LANGUAGES.contains(prefix) || isFile(prefix, target));
    }

    private boolean isFile(String prefix, CharSequence target) {
        return !prefix.isEmpty() && (files.contains(prefix) || !prefix.equals("media") && isMedia(target));
    }

    private static boolean isMedia(CharSequence target) {
        int end = target.length();
        int start = Math.max(0, end - EXTENSION_CHARS_MAX);
        String tail = target.subSequence(start, end).toString().strip();
        return !tail.contains("/")
                && MEDIA.contains(tail.substring(tail.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /** What is before the first colon, normalized; empty where there is no colon, or where it comes first. */
    private static String prefix(CharSequence target) {
        int end = Math.min(target.length(), PREFIX_CHARS_MAX);
        for (int i = 0; i < end; i++) {
            char c = target.charAt(i);
            if (c == ':') {
                return normalized(target.subSequence(0, i).toString());
            }
            if (c == '|' || c == '\n' || c == '[') {
                return "";
            }
        }
        return "";
    }

    private static String normalized(String name) {
        String plain = name.indexOf(Marks.REMOVED) < 0 ? name : name.replace(String.valueOf(Marks.REMOVED), "");
        return plain.replace('_', ' ').strip().toLowerCase(Locale.ROOT);
    }

    private static Set<String> and(Set<String> names, Set<String> more) {
        Set<String> all = new HashSet<>(names);
        more.stream()
                .map(Namespaces::normalized)
                .filter(name -> !name.isEmpty())
                .forEach(all::add);
        return Set.copyOf(all);
    }

    private static Map<String, Set<String>> load() {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(Namespaces.class.getResourceAsStream(FILE_NAME), StandardCharsets.UTF_8))) {
            Map<String, Set<String>> names = new HashMap<>();
            String kind = "";
            for (String line : in.lines().filter(each -> !each.startsWith("#")).toList()) {
                if (line.startsWith(" ")) {
                    names.computeIfAbsent(kind, none -> new HashSet<>())
                            .addAll(Arrays.asList(line.strip().split("\\s*\\|\\s*")));
                } else {
                    kind = line;
                }
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own " + FILE_NAME + " cannot be read", e);
        }
    }

    private static Set<String> names(String list) {
        return Set.copyOf(Arrays.asList(list.replace("\n", "").split(",")));
    }
}
